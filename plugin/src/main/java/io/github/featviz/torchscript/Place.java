package io.github.featviz.torchscript;

import java.util.List;

/**
 * A call site and the ways there.
 *
 * @param site what is listed
 * @param path its name without the number of repeated calls
 * @param steps the steps that give its value; several where different branches of the code lead to a call of the same thing
 */
record Place(CallSite site, String path, List<Step> steps) {}
