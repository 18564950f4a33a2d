package io.github.featviz.gallery;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The list of pages for search engines, after sitemaps.org's protocol; without dates, which a build does not know. */
final class Sitemap {

    private static final String HEADER =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

    private Sitemap() {}

    /** Tells search engines where the list is; they look for it where the gallery is the root of its host. */
    static byte[] robots(String url) {
        return ("User-agent: *\nAllow: /\nSitemap: " + url + Addresses.SITEMAP + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The file's bytes: every page but the one for missing addresses. {@code url}: where the gallery is published. */
    static byte[] xml(String url, List<Page> pages) {
        StringBuilder xml = new StringBuilder(HEADER);
        for (Page page : pages) {
            if (!(page instanceof Page.NotFound)) {
                xml.append("  <url><loc>")
                        .append(Xml.escaped(url + page.address()))
                        .append("</loc></url>\n");
            }
        }
        return xml.append("</urlset>\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
