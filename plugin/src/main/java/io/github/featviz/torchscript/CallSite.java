package io.github.featviz.torchscript;

/**
 * A place in a network where a module or an operation gives a value.
 *
 * @param name module path, or path and operation; a second call of the same gets {@code _1}, a third {@code _2}
 * @param type class of the module, or the operation's name
 * @param module whether it is a module
 * @param parameters trained values in the module and below; 0 for an operation
 * @param tappable whether its value is one tensor that can be tapped
 */
public record CallSite(String name, String type, boolean module, long parameters, boolean tappable) {}
