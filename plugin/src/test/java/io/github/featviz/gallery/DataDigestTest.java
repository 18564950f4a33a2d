package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDigestTest {

    private record Point(double x, @Nullable Double y) {}

    private record Spot(double x, @Nullable Double y) {}

    private final DataDigest digest = new DataDigest();

    @Test
    void equalDataHasOneDigest() throws IOException {
        assertThat(digest.of(List.of(new Point(1, 2.0), Map.of("a", 1))))
                .isEqualTo(digest.of(List.of(new Point(1, 2.0), Map.of("a", 1))))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void whateverDiffersIsTold() throws IOException {
        List<@Nullable Object> different = Arrays.asList(
                null,
                0,
                0.0,
                -0.0,
                Double.NaN,
                1,
                true,
                false,
                "",
                "0",
                "ab",
                List.of(),
                List.of("ab"),
                List.of("a", "b"),
                List.of(List.of("a"), "b"),
                List.of(List.of("a", "b")),
                Map.of(),
                Map.of("a", "b"),
                new byte[] {1},
                new byte[] {1, 0},
                new Point(1, null),
                new Point(1, 0.0),
                new Point(0, 1.0),
                new Spot(1, 0.0),
                Thread.State.NEW);
        Set<String> digests = new HashSet<>();
        for (Object one : different) {
            digests.add(digest.of(one));
        }
        assertThat(digests).hasSameSizeAs(different);
    }

    @Test
    void ofAFileItsContentCounts(@TempDir Path temp) throws IOException {
        Path here = Files.writeString(temp.resolve("here"), "content");
        Path there = Files.writeString(temp.resolve("there"), "content");
        Path other = Files.writeString(temp.resolve("other"), "contents");

        assertThat(digest.of(here)).isEqualTo(digest.of(there)).isNotEqualTo(digest.of(other));
    }

    @Test
    void whatIsNoDataIsRefused() {
        assertThatThrownBy(() -> digest.of(List.of(new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
    }

    /** What a gallery shows grows from version to version: whatever comes must have a digest. */
    @Test
    void knowsAllThatAnExhibitionIsMadeOf() {
        Set<String> unknown = new TreeSet<>();
        collectUnknown(Exhibition.class, new HashSet<>(), unknown);
        assertThat(unknown).isEmpty();
    }

    private static void collectUnknown(Type type, Set<Type> seen, Set<String> unknown) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof ParameterizedType generic) {
            collectUnknown(generic.getRawType(), seen, unknown);
            for (Type argument : generic.getActualTypeArguments()) {
                collectUnknown(argument, seen, unknown);
            }
        } else if (type instanceof WildcardType wildcard) {
            collectUnknown(wildcard.getUpperBounds()[0], seen, unknown);
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            for (RecordComponent component : plain.getRecordComponents()) {
                collectUnknown(component.getGenericType(), seen, unknown);
            }
        } else if (type instanceof Class<?> plain && plain.isSealed()) {
            for (Class<?> permitted : plain.getPermittedSubclasses()) {
                collectUnknown(permitted, seen, unknown);
            }
        } else if (!(type instanceof Class<?> plain && isKnown(plain))) {
            unknown.add(type.getTypeName());
        }
    }

    private static boolean isKnown(Class<?> type) {
        return type.isEnum()
                || Set.of(int.class, long.class, double.class, boolean.class).contains(type)
                || Set.of(
                                Integer.class,
                                Long.class,
                                Double.class,
                                Boolean.class,
                                String.class,
                                Path.class,
                                LocalDate.class)
                        .contains(type)
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || type.equals(Optional.class);
    }
}
