package io.github.featviz.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One layer / filters / probe spec: one section of the gallery.
 *
 * @param mark where it begins
 * @param title heading; null: made from the layer's name
 * @param text Markdown; null: none
 * @param layer name of the layer
 * @param filters which filters of it
 * @param probe photograph to measure spikes on; null: none
 * @param chart layer whose spikes are charted; null: the activation that follows {@code layer}
 * @param expect filters that the photograph is expected to excite
 * @param follow how many of the largest other spikes are visualised too
 * @param recipe recipe of the pictures
 * @param precision of its pictures, as in {@link Latitude#PRECISIONS}
 * @param seeds how many pictures are made of each filter, each from another start; 1: one
 * @param compare recipes for each filter, shown side by side; empty: no comparison
 * @param photographs many photographs to choose from; null: none
 * @param families filters whose families are looked for; null: none
 * @param networks names of other networks that each filter is shown of as well, side by side; empty: none
 */
public record SectionSpec(
        Mark mark,
        @Nullable String title,
        @Nullable String text,
        Located<String> layer,
        FilterSelection filters,
        @Nullable ProbeSpec probe,
        @Nullable Located<String> chart,
        List<Located<Integer>> expect,
        int follow,
        RecipeSpec recipe,
        String precision,
        int seeds,
        List<RecipeSpec> compare,
        @Nullable PhotographsSpec photographs,
        @Nullable FamiliesSpec families,
        List<Located<String>> networks) {

    /** The same in another precision. */
    public SectionSpec inPrecision(String other) {
        return new SectionSpec(
                mark,
                title,
                text,
                layer,
                filters,
                probe,
                chart,
                expect,
                follow,
                recipe,
                other,
                seeds,
                compare,
                photographs,
                families,
                networks);
    }
}
