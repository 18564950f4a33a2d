package io.github.featviz.build;

import io.github.featviz.spec.FamiliesSpec;
import io.github.featviz.spec.FilterSelection;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.Mark;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.spec.SectionSpec;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sections as a spec says them, with nothing but what a test is about. */
final class SectionSpecs {

    /** A place in the spec. */
    static final Mark MARK = new Mark(Path.of("featviz.yml"), 1, 1, "");

    private SectionSpecs() {}

    /** Of a layer and some of its filters; families: null where none are looked for. */
    static SectionSpec of(String layer, FilterSelection filters, @Nullable FamiliesSpec families) {
        return new SectionSpec(
                MARK,
                null,
                null,
                new Located<>(layer, MARK),
                filters,
                null,
                null,
                List.of(),
                0,
                RecipeSpec.Fourier.DEFAULT,
                "auto",
                1,
                List.of(),
                null,
                families,
                List.of());
    }
}
