package io.github.featviz.torchscript;

import org.jspecify.annotations.Nullable;

/**
 * One step on the way to a place: in this method, this call.
 *
 * @param caller the step that called this method; null: the network's own forward
 * @param owner class that the method belongs to
 * @param method the method
 * @param call the call in it
 */
record Step(@Nullable Step caller, String owner, Method method, Expression.Call call) {}
