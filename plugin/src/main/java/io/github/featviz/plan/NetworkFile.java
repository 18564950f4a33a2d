package io.github.featviz.plan;

import io.github.featviz.result.InputFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A network on disk, known by its content, and how its images are prepared.
 *
 * @param path TorchScript archive; of a block its parameters or, where its factory sets them, the folder or jar with the factory
 * @param sha256 digest of all that decides what it computes, hexadecimal: the archive's bytes, or a block's code and parameters
 * @param input input format
 * @param block the DJL block; null: the file is a TorchScript archive
 */
public record NetworkFile(Path path, String sha256, InputFormat input, @Nullable Block block) {

    /** A TorchScript archive. */
    public NetworkFile(Path path, String sha256, InputFormat input) {
        this(path, sha256, input, null);
    }

    /**
     * A network that a class of the user's project builds.
     *
     * @param factory full name of the class
     * @param parameters file with their values; null: the factory sets them
     */
    public record Block(String factory, @Nullable Path parameters) {}
}
