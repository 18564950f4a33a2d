package io.github.featviz.spec;

import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How the gallery stands on the web: what {@code gallery:} says beside its title and text.
 *
 * @param url where it will be published, ending in a slash; null: unknown, so no canonical links, no sitemap, no feed
 * @param updated the day that the feed gives; null: no feed, for a build takes no date from the clock
 * @param language language of the pages, a BCP 47 tag such as {@code de}; null: English
 * @param theme folder whose files replace those of the standard look; null: the standard look
 * @param report whether everything goes into one file to send by mail ({@code theme: report})
 */
public record SiteSpec(
        @Nullable String url,
        @Nullable LocalDate updated,
        @Nullable String language,
        @Nullable Path theme,
        boolean report) {

    /** Nothing was said. */
    public static final SiteSpec UNSAID = new SiteSpec(null, null, null, null, false);

    /** The same in the standard look. */
    public SiteSpec withoutTheme() {
        return new SiteSpec(url, updated, language, null, report);
    }
}
