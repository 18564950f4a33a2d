package io.github.featviz.gallery;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
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

    private static final Set<String> CLUTTER = Set.of(".DS_Store", "Thumbs.db", "desktop.ini");
    private static final String OWN = "io/github/featviz/gallery/GalleryWriter.class";

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
            return files.filter(file -> Files.isRegularFile(file) && !isClutter(file))
                    .map(file -> whole.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /** What file managers leave behind. */
    private static boolean isClutter(Path file) {
        String name = String.valueOf(file.getFileName());
        return CLUTTER.contains(name) || name.startsWith("._");
    }

    /**
     * A file as the text that it must be.
     *
     * @param name its name within the theme
     * @throws ThemeException if it is not in UTF-8: says in which line
     */
    static String text(String name, byte[] content) throws ThemeException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer text = CharBuffer.allocate(content.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
            long line = 1
                    + IntStream.range(0, bytes.position())
                            .filter(at -> content[at] == '\n')
                            .count();
            throw new ThemeException(
                    "The theme's %s is not in UTF-8: line %d has a character in another encoding. Save it as UTF-8."
                            .formatted(name, line));
        }
        return text.flip().toString();
    }

    /** The contents of everything that files may come from: the jars and class folders of the site template and of this code, and the user's folder. */
    List<byte[]> identity() throws IOException {
        Set<Path> jars = new TreeSet<>();
        for (String mark : List.of(base, base + "assets/style.css", base + "templates/layout.html", OWN)) {
            for (URL found : Collections.list(loader.getResources(mark))) {
                jars.add(place(found, mark));
            }
        }
        // Wherever they lie, the user's folder comes last.
        List<Path> places = new ArrayList<>(jars);
        if (folder != null) {
            places.add(folder);
        }
        List<byte[]> identity = new ArrayList<>();
        for (Path place : places) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    identity.add(place.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                    identity.add(Files.readAllBytes(file));
                }
            }
        }
        return identity;
    }

    /** The jar or folder that a resource is in. */
    private static Path place(URL resource, String name) throws IOException {
        try {
            if (resource.openConnection() instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI());
            }
            return Path.of(resource.toURI())
                    .resolve("../".repeat(Path.of(name).getNameCount()))
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IOException("The theme's place is no address: " + resource, e);
        }
    }
}
