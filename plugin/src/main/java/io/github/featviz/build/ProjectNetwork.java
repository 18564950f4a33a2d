package io.github.featviz.build;

import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.result.InputFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A network that a class of the user's project builds.
 *
 * @param factory full name of the class
 * @param classPath the project's classes and dependencies
 */
record ProjectNetwork(String factory, List<Path> classPath) {

    /** The folder or jar that holds the class; empty: none does. */
    Optional<Path> home() throws IOException {
        String name = factory.replace('.', '/') + ".class";
        for (Path entry : classPath) {
            if (Files.isDirectory(entry) ? Files.isRegularFile(entry.resolve(name)) : inJar(entry, name)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /**
     * The network as work knows it, by a digest over parameters and code. Of the code that is the bytes of all classes in folders and
     * of the jar that holds the factory; other dependencies count by the name of their file, which says their version.
     *
     * @param home where the class is, from {@link #home()}
     * @param parameters file; null: the factory sets them
     * @throws IOException when something cannot be read
     */
    NetworkFile file(Path home, @Nullable Path parameters, InputFormat input) throws IOException {
        MessageDigest digest = sha256();
        add(digest, "block 1");
        add(digest, factory);
        add(digest, parameters == null ? "" : ImageFile.of(parameters).sha256());
        for (Path entry : classPath) {
            if (Files.isDirectory(entry)) {
                addClasses(digest, entry);
            } else {
                add(digest, entry.equals(home) ? ImageFile.of(entry).sha256() : String.valueOf(entry.getFileName()));
            }
        }
        return new NetworkFile(
                parameters == null ? home : parameters,
                HexFormat.of().formatHex(digest.digest()),
                input,
                new NetworkFile.Block(factory, parameters));
    }

    private static boolean inJar(Path jar, String name) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return false;
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getEntry(name) != null;
        }
    }

    private static void addClasses(MessageDigest digest, Path folder) throws IOException {
        List<Path> classes;
        try (Stream<Path> files = Files.walk(folder)) {
            classes = files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
        for (Path file : classes) {
            add(digest, folder.relativize(file).toString().replace('\\', '/'));
            add(digest, ImageFile.of(file).sha256());
        }
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
