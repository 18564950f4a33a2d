package io.github.featviz.source;

import java.io.IOException;
import java.nio.file.Path;

/** The user's Maven repositories. */
@FunctionalInterface
public interface Artifacts {

    /**
     * The artifact's file, fetched if it is not in the local repository.
     *
     * @param coordinates {@code group:artifact[:extension[:classifier]]:version}
     * @throws IOException when it cannot be had; the message says why
     */
    Path resolve(String coordinates) throws IOException;
}
