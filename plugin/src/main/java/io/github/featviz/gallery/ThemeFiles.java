package io.github.featviz.gallery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a theme: those of the site template and, before them, those of the user's folder.
 *
 * @param loader finds the site template's files
 * @param base where they lie, ending in a slash
 * @param folder the user's folder; null: none
 */
record ThemeFiles(ClassLoader loader, String base, @Nullable Path folder) {

    /** The content of a file, the user's before the site template's. */
    byte[] bytes(String name) throws IOException {
        List<byte[]> layers = layers(name);
        if (layers.isEmpty()) {
            throw new ThemeException(
                    "The theme has no file %s%s; is featviz-site-template on the class path?".formatted(base, name));
        }
        return layers.get(layers.size() - 1);
    }

    /** The contents under this name, the site template's first; those that are there. */
    List<byte[]> layers(String name) throws IOException {
        List<byte[]> layers = new ArrayList<>();
        try (InputStream stream = loader.getResourceAsStream(base + name)) {
            if (stream != null) {
                layers.add(stream.readAllBytes());
            }
        }
        if (folder != null && Files.isRegularFile(folder.resolve(name))) {
            layers.add(Files.readAllBytes(folder.resolve(name)));
        }
        return layers;
    }

    /** Names of the user's own files in a folder of the theme, in order; such as fonts beside a style sheet. */
    List<String> ownNames(String part) throws IOException {
        if (folder == null || !Files.isDirectory(folder.resolve(part))) {
            return List.of();
        }
        Path whole = folder.resolve(part);
        try (Stream<Path> files = Files.walk(whole)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> whole.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
