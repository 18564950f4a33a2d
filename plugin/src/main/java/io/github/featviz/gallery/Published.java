package io.github.featviz.gallery;

import java.nio.file.Path;

/**
 * A gallery that is in its place.
 *
 * @param index its first page
 * @param pages number of pages
 * @param units number of filters shown
 */
public record Published(Path index, int pages, int units) {}
