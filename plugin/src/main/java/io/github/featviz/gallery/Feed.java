package io.github.featviz.gallery;

import io.github.featviz.gallery.Exhibition.Section;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The story's sections as an Atom feed (RFC 4287).
 *
 * <p>Atom wants a date, and a build takes none from the clock, for the same exhibition gives the same bytes: so there is a feed only
 * where the user says when the gallery was updated.
 */
final class Feed {

    private static final String HEADER =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";

    private final Exhibition exhibition;
    private final @Nullable String url;
    private final @Nullable LocalDate updated;

    Feed(Exhibition exhibition) {
        this.exhibition = exhibition;
        this.url = exhibition.site().url();
        this.updated = exhibition.site().updated();
    }

    /** Whether the user said where the gallery is and when it was updated. */
    boolean isWritten() {
        return url != null && updated != null;
    }

    /** The file's bytes. */
    byte[] xml() {
        StringBuilder xml = new StringBuilder(HEADER)
                .append(element("title", exhibition.title()))
                .append(element("id", String.valueOf(url)))
                .append(link("", String.valueOf(url)))
                .append(link(" rel=\"self\"", url + Addresses.FEED))
                .append(element("updated", moment()))
                .append("<author>")
                .append(element("name", exhibition.title()))
                .append("</author>\n")
                .append(element("generator", "featviz " + exhibition.version()));
        List<Section> sections = exhibition.sections();
        for (int index = 0; index < sections.size(); index++) {
            xml.append(entry(sections.get(index), url + Addresses.INDEX + "#" + StoryPages.anchor(index)));
        }
        return xml.append("</feed>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private String entry(Section section, String address) {
        String text = section.text();
        return "<entry>\n"
                + element("title", section.title())
                + element("id", address)
                + link("", address)
                + element("updated", moment())
                + element("summary", text == null ? section.layer().name() : new Markdown().plain(text))
                + "</entry>\n";
    }

    private String moment() {
        return updated + "T00:00:00Z";
    }

    private static String element(String name, String text) {
        return "<" + name + ">" + Xml.escaped(text) + "</" + name + ">\n";
    }

    private static String link(String attributes, String address) {
        return "<link" + attributes + " href=\"" + Xml.escaped(address) + "\"/>\n";
    }
}
