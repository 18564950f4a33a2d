package io.github.featviz.spec;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a network, or its weights, come from. */
public sealed interface NetworkSource {

    /**
     * A file of the user's.
     *
     * @param path resolved against the YAML file
     */
    record OnDisk(Path path) implements NetworkSource {}

    /**
     * A file to download.
     *
     * @param address http, https or file
     * @param sha256 its digest, 64 hexadecimal digits in lower case
     */
    record Download(URI address, String sha256) implements NetworkSource {}

    /**
     * An artifact from the user's Maven repositories.
     *
     * @param coordinates {@code group:artifact[:extension[:classifier]]:version}, as Maven Resolver reads them
     */
    record Artifact(String coordinates) implements NetworkSource {}

    /**
     * A network of DJL's model zoo.
     *
     * @param address such as {@code djl://ai.djl.pytorch/resnet}
     */
    record ModelZoo(URI address) implements NetworkSource {}

    /**
     * A known architecture with weights from a state dict.
     *
     * @param architecture its name, such as {@code vgg16_bn}
     * @param weights a state dict: {@code .pth} or safetensors
     */
    record Weights(String architecture, NetworkSource weights) implements NetworkSource {}

    /**
     * A DJL network, built by a class on the project's class path.
     *
     * @param factory class name
     * @param parameters file of parameters as DJL saves them; null: the factory sets them itself
     */
    record Block(String factory, @Nullable NetworkSource parameters) implements NetworkSource {}
}
