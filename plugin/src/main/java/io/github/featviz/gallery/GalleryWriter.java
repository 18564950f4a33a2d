package io.github.featviz.gallery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
     * Publishes a gallery, whole or not at all.
     *
     * @param exhibition what to show
     * @param target the gallery's folder; an earlier gallery there is replaced once the new one is complete
     * @throws IOException if an image cannot be read, a file cannot be written, or the target holds something that is no gallery; the
     *     target is then as it was
     */
    public Published write(Exhibition exhibition, Path target) throws IOException {
        try (Publication publication = Publication.begin(target)) {
            int pages = fill(publication, exhibition);
            publication.publish();
            return new Published(
                    publication.target().resolve(Addresses.INDEX),
                    pages,
                    exhibition.units().size());
        }
    }

    private int fill(Publication publication, Exhibition exhibition) throws IOException {
        Path site = publication.staging();
        Catalogue catalogue = Catalogue.of(exhibition, new ImageLibrary(site, publication.target()));
        Pieces pieces = new Pieces(catalogue);
        List<Page> pages = new ArrayList<>();
        pages.add(new StoryPages(catalogue, pieces).index());
        pages.addAll(new EvidencePages(catalogue, pieces).all());
        Page.Site shared = new Page.Site(exhibition.title(), exhibition.version(), exhibition.siteUrl());
        Parallel.forEach(
                pages,
                page -> put(site, page.address(), theme.render(page, shared).getBytes(StandardCharsets.UTF_8)));
        for (String asset : theme.assets()) {
            put(site, asset, theme.asset(asset));
        }
        put(site, Addresses.DATA, GalleryData.of(catalogue, pieces).json());
        // GitHub Pages would otherwise run the site through Jekyll, which drops some names.
        put(site, ".nojekyll", new byte[0]);
        return pages.size();
    }

    private static void put(Path site, String address, byte[] bytes) throws IOException {
        Path file = site.resolve(address);
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, bytes);
    }
}
