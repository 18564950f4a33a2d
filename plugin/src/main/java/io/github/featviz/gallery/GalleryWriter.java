package io.github.featviz.gallery;

import io.github.featviz.store.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns an exhibition into a static site.
 *
 * <p>The same exhibition gives the same bytes. The site opens from a folder as well as from a server, under any address and without
 * JavaScript.
 */
public final class GalleryWriter {

    private final Theme theme;

    /** A writer of galleries that look like this. */
    public GalleryWriter(Theme theme) {
        this.theme = theme;
    }

    /**
     * Refuses a folder that {@link #write} would refuse: to be asked before much is done for it.
     *
     * @throws IOException if the target holds something that is no gallery or a gallery that does not tell which of its files are the
     *     user's, or cannot be written
     */
    public static void check(Path target) throws IOException {
        Publication.begin(target).close();
    }

    /** Whether a file or folder is the gallery's, or lies beside it only while it is replaced. */
    public static boolean isOutput(Path target, Path file) {
        return Publication.isOf(target, file);
    }

    /**
     * Publishes a gallery, whole or not at all. Where the folder has it already, made from the same and with every file as it was
     * written, it is left alone.
     *
     * @param exhibition what to show
     * @param target the gallery's folder; an earlier gallery there is replaced once the new one is complete, and what the user put
     *     there stays
     * @throws IOException if an image cannot be read, a file cannot be written, or the target is refused; the target is then as it was
     */
    public Published write(Exhibition exhibition, Path target) throws IOException {
        try (Publication publication = Publication.begin(target)) {
            Fingerprint fingerprint = Fingerprint.of(exhibition, theme);
            if (publication.isThere(fingerprint)) {
                return new Published(
                        publication.target().resolve(Addresses.INDEX),
                        publication.pages(),
                        exhibition.units().size());
            }
            int pages =
                    exhibition.site().report() ? fillReport(publication, exhibition) : fill(publication, exhibition);
            publication.publish(fingerprint);
            return new Published(
                    publication.target().resolve(Addresses.INDEX),
                    pages,
                    exhibition.units().size());
        }
    }

    private int fill(Publication publication, Exhibition exhibition) throws IOException {
        Path site = publication.staging();
        Catalogue catalogue = Catalogue.of(exhibition, new ImageLibrary(site, publication.target()), theme.words());
        Pieces pieces = new Pieces(catalogue, theme.words());
        Heads heads = new Heads(catalogue, theme.words());
        List<Page> pages = new ArrayList<>();
        pages.add(new StoryPages(catalogue, pieces, heads, theme.words()).index());
        pages.addAll(new EvidencePages(catalogue, pieces, heads, theme.words()).all());
        Feed feed = new Feed(exhibition);
        Page.Site shared = shared(exhibition, feed);
        Parallel.forEach(pages, page -> put(site, page.address(), theme.render(page, shared, Map.of())));
        Attachments attachments = new Attachments(catalogue, pieces);
        Parallel.forEach(exhibition.units(), unit -> putAll(site, attachments.of(unit)));
        Parallel.forEach(exhibition.probes(), probe -> putAll(site, attachments.of(probe)));
        for (int index = 0; index < exhibition.sections().size(); index++) {
            putAll(site, attachments.of(exhibition.sections().get(index), StoryPages.anchor(index)));
        }
        put(site, Addresses.SEARCH, new SearchIndex(catalogue, pieces, theme.words()).script());
        if (shared.url() != null) {
            put(site, Addresses.SITEMAP, Sitemap.xml(shared.url(), pages));
            put(site, Addresses.ROBOTS, Sitemap.robots(shared.url()));
        }
        if (feed.isWritten()) {
            put(site, Addresses.FEED, feed.xml());
        }
        put(site, Addresses.DATA, GalleryData.of(catalogue, pieces).json());
        // Last, so that a robots.txt, a site map or a feed of the user's comes before the gallery's.
        for (String asset : theme.assets()) {
            put(site, asset, theme.asset(asset));
        }
        // GitHub Pages would otherwise run the site through Jekyll, which drops some names.
        put(site, ".nojekyll", new byte[0]);
        return pages.size();
    }

    /** One file, and the data that marks the folder as a gallery's. */
    private int fillReport(Publication publication, Exhibition exhibition) throws IOException {
        Path site = publication.staging();
        Path pictures = Files.createTempDirectory("featviz-report-");
        try {
            ImageLibrary library = new ImageLibrary(pictures, publication.target());
            Catalogue catalogue = Catalogue.of(exhibition, library, theme.words());
            Pieces pieces = new Pieces(catalogue, theme.words());
            Heads heads = new Heads(catalogue, theme.words());
            EvidencePages evidence = new EvidencePages(catalogue, pieces, heads, theme.words());
            Page.Index index = new StoryPages(catalogue, pieces, heads, theme.words()).index();
            Page.Report report = new Page.Report(
                    index.head(),
                    index,
                    exhibition.units().stream().map(evidence::unit).toList(),
                    evidence.about());
            byte[] html = theme.render(
                    report, shared(exhibition, new Feed(exhibition)), Map.of("embed", new Embedded(pictures)));
            put(site, Addresses.INDEX, html);
            put(site, Addresses.DATA, GalleryData.of(catalogue, pieces).json());
            return 1;
        } finally {
            Publication.deleteTree(pictures);
        }
    }

    private static Page.Site shared(Exhibition exhibition, Feed feed) {
        return new Page.Site(
                exhibition.title(),
                exhibition.version(),
                exhibition.site().url(),
                feed.isWritten() ? Addresses.FEED : null,
                "%s, SHA-256 %s…"
                        .formatted(
                                exhibition.network().fileName(),
                                exhibition.network().sha256().substring(0, 12)));
    }

    private static void putAll(Path site, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            put(site, file.getKey(), file.getValue());
        }
    }

    private static void put(Path site, String address, byte[] bytes) throws IOException {
        Path file = site.resolve(address);
        Path folder = file.getParent();
        // To be told that it is there already takes longer than to ask, and most files have others beside them.
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Files.write(file, bytes);
    }
}
