package io.github.featviz.torchscript;

/**
 * A call site and the way there.
 *
 * @param site what is listed
 * @param step the call that gives its value
 */
record Place(CallSite site, Step step) {}
