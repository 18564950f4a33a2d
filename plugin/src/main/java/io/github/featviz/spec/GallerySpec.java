package io.github.featviz.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole {@code featviz.yml}.
 *
 * @param title title of the gallery; null: made from the network's name
 * @param text introduction, Markdown
 * @param site how the gallery stands on the web
 * @param network the network; null where the plugin's parameters name it
 * @param networks others of the same architecture, by the user's names for them, in their order
 * @param budget time that pictures may take; null: as long as it takes
 * @param sections the specs in the user's order
 */
public record GallerySpec(
        @Nullable String title,
        @Nullable String text,
        SiteSpec site,
        @Nullable NetworkSpec network,
        Map<String, Located<NetworkSource>> networks,
        @Nullable Duration budget,
        List<SectionSpec> sections) {

    /** The same with all pictures in another precision, as in {@link Latitude#PRECISIONS}. */
    public GallerySpec inPrecision(String precision) {
        return new GallerySpec(
                title,
                text,
                site,
                network,
                networks,
                budget,
                sections.stream().map(section -> section.inPrecision(precision)).toList());
    }
}
