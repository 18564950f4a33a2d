package io.github.featviz.result;

/**
 * A network computes what its archive says that PyTorch did.
 *
 * @param layers number of layers that were compared
 * @param largestDifference the largest difference found, as a share of its layer's root mean square
 */
public record Verification(int layers, double largestDifference) {}
