package io.github.featviz.torchscript;

import java.util.Map;
import java.util.Set;

/** Which functions give tensors, and what PyTorch's feature extraction calls them. */
final class Operations {

    /** Functions that take tensors and give none. */
    private static final Set<String> PLAIN = Set.of(
            "size",
            "dim",
            "len",
            "numel",
            "device",
            "dtype",
            "layout",
            "format",
            "warn",
            "append",
            "_set_item",
            "__contains__",
            "__getitem__",
            "__isnot__",
            "__is__",
            "__not__",
            "__len__");

    /** Operations that give several tensors. */
    private static final Set<String> SEVERAL = Set.of(
            "chunk",
            "split",
            "split_with_sizes",
            "unbind",
            "tensor_split",
            "meshgrid",
            "topk",
            "sort",
            "var_mean",
            "std_mean",
            "max_pool2d_with_indices");

    /** FX names an operator by its Python name; TorchScript by the operation's. */
    private static final Map<String, String> OPERATORS = Map.of(
            "div",
            "truediv",
            "slice",
            "getitem",
            "select",
            "getitem",
            "index",
            "getitem",
            "linalg_vector_norm",
            "norm",
            "convolution",
            "conv2d");

    /** Functions that ask what kind of a value they are given, and look no further. */
    private static final Set<String> ASKING = Set.of(
            "size",
            "dim",
            "len",
            "numel",
            "device",
            "dtype",
            "layout",
            "requires_grad",
            "isinstance",
            "__isnot__",
            "__is__",
            "__len__");

    /** Functions of torchvision's that FX does not look into. */
    private static final Set<String> WRAPPED =
            Set.of("_get_relative_position_bias", "shifted_window_attention", "_patch_merging_pad", "stochastic_depth");

    private Operations() {}

    static boolean isOperation(String qualifiedName) {
        return qualifiedName.startsWith("torch.")
                || (qualifiedName.startsWith("ops.") && !qualifiedName.startsWith("ops.prim."));
    }

    static boolean isPlain(String simpleName) {
        return PLAIN.contains(simpleName) || simpleName.startsWith("is_");
    }

    /** Whether a function cares for no values of the tensors that it takes, and gives them to nobody. */
    static boolean isAsking(String simpleName) {
        return ASKING.contains(simpleName) || (simpleName.startsWith("is_") && !simpleName.equals("is_nonzero"));
    }

    static boolean isSeveral(String simpleName) {
        return SEVERAL.contains(simpleName);
    }

    /** Whether FX takes a scripted function for an operation. */
    static boolean isWrapped(String qualifiedName) {
        return qualifiedName.startsWith("__torch__.torchvision.")
                && WRAPPED.contains(qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1));
    }

    /** Whether an operation is one dimension's part of a Python index. */
    static boolean isIndex(String simpleName) {
        return simpleName.equals("slice") || simpleName.equals("select");
    }

    /** The Python name: without the mark of in-place operations and of functions that dispatch to others. */
    static String pythonName(String simpleName) {
        String plain = simpleName;
        if (plain.endsWith("_") && !plain.endsWith("__")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        if (plain.startsWith("_") && !plain.startsWith("__")) {
            plain = plain.substring(1);
        }
        return OPERATORS.getOrDefault(plain, plain);
    }
}
