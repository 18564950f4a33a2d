package io.github.featviz.plan;

import io.github.featviz.collection.Credits;
import io.github.featviz.collection.PhotographCollection;

/**
 * Photographs that a section's filters are shown.
 *
 * @param collection the photographs
 * @param keep how many are kept for each filter
 * @param credits who made which
 */
public record PhotographsPlan(PhotographCollection collection, int keep, Credits credits) {}
