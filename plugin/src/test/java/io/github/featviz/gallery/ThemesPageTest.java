package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about themes lists everything that a template can ask for. */
class ThemesPageTest {

    @Test
    void listsEveryPartOfEveryValue() throws IOException {
        // A row of a table, or a paragraph.
        String[] places = Files.readString(Path.of("docs/themes.md")).split("\n(?=\\|)|\n\n");
        List<String> missing = new ArrayList<>();
        Stream.of(
                        Page.class,
                        StripDrawing.class,
                        SpikeDrawing.class,
                        FamilyDrawing.class,
                        TrajectoryDrawing.class,
                        Image.class)
                .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses())))
                .filter(ThemesPageTest::isAskedBy)
                .forEach(type -> {
                    List<String> parts = parts(type);
                    if (Arrays.stream(places).noneMatch(place -> parts.stream().allMatch(place::contains))) {
                        missing.add(type.getSimpleName() + " " + parts);
                    }
                });

        assertThat(missing).isEmpty();
    }

    /** What the drawings are drawn from is nothing to a template. */
    private static boolean isAskedBy(Class<?> type) {
        return type.isRecord() && Modifier.isPublic(type.getModifiers());
    }

    private static List<String> parts(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(part -> !Page.Head.class.equals(part.getType()))
                .map(part -> "`" + part.getName() + "()`")
                .toList();
    }
}
