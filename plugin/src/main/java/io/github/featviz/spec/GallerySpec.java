package io.github.featviz.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole {@code featviz.yml}.
 *
 * @param title title of the gallery; null: made from the network's name
 * @param text introduction, Markdown
 * @param siteUrl where the gallery will be published, ending in a slash; null: no canonical links
 * @param network the network; null where the plugin's parameters name it
 * @param sections the specs in the user's order
 */
public record GallerySpec(
        @Nullable String title,
        @Nullable String text,
        @Nullable String siteUrl,
        @Nullable NetworkSpec network,
        List<SectionSpec> sections) {}
