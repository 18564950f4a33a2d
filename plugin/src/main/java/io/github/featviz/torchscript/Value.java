package io.github.featviz.torchscript;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a value without running the network. */
sealed interface Value {

    static Value unknown() {
        return new Unknown();
    }

    static Value tensor() {
        return tensor(new Reach.Unknown());
    }

    /** One tensor that reaches so far. */
    static Value tensor(Reach reach) {
        return new Tensor("", reach, null);
    }

    /** Python's None. */
    static Value none() {
        return new Constant(None.NONE);
    }

    /**
     * One tensor.
     *
     * @param part the place where it was taken out of another by an index that more of may follow; else empty
     * @param reach what it depends on
     * @param origin what gave it, where it is a parameter or buffer or just came out of a convolution; else null
     */
    record Tensor(String part, Reach reach, @Nullable Origin origin) implements Value {

        /** Lengths of its dimensions, where it is a parameter or buffer; else empty. */
        List<Long> shape() {
            return origin instanceof ObjectReader.Elements elements ? elements.shape() : List.of();
        }
    }

    /** A number, truth value, string, None, or a list or tuple of such. */
    record Constant(Object value) implements Value {}

    /**
     * A module and its path.
     *
     * @param access text that reads it from {@code self} with its own type; empty: the text that reads it does. Taken from a list
     *     by number, a module may have the type of an interface, which knows no method that is added.
     */
    record Module(ModuleObject object, String path, String access) implements Value {
        Module(ModuleObject object, String path) {
            this(object, path, "");
        }
    }

    /** A function by its qualified name, or a namespace of such. */
    record Function(String name) implements Value {}

    /** A list or dict of tensors; {@code opaque}: an operation made it, so that taking a part of it is an operation too. */
    record Several(boolean opaque, Reach reach) implements Value {}

    /** A tuple; {@code opaque} as for lists. */
    record Items(List<Value> parts, boolean opaque) implements Value {}

    /** A tensor or None. */
    record Maybe() implements Value {}

    /** Anything. */
    record Unknown() implements Value {}

    /** Python's None. */
    enum None {
        NONE
    }

    /** Whether there is, or may be, a tensor in it. */
    default boolean hasTensor() {
        return this instanceof Tensor
                || this instanceof Several
                || this instanceof Maybe
                || (this instanceof Items items && items.parts().stream().anyMatch(Value::hasTensor));
    }

    /** What the tensors in it reach; {@link Reach.Fixed} where there are none. */
    default Reach reach() {
        if (this instanceof Items items) {
            return Reach.of(items.parts().stream().map(Value::reach).toList());
        }
        return hasTensor() ? new Reach.Unknown() : new Reach.Fixed();
    }

    /** Its kind, which is all that is known of a value where another may have taken its place. */
    default Value kind() {
        if (this instanceof Items items) {
            return new Items(items.parts().stream().map(Value::kind).toList(), items.opaque());
        }
        if (this instanceof Several several) {
            return new Several(several.opaque(), new Reach.Unknown());
        }
        return this instanceof Constant ? unknown() : this instanceof Tensor ? tensor() : this;
    }

    /** What a value is after two ways that may both have been taken. */
    static Value either(Value one, Value other) {
        if (one.equals(other)) {
            return one;
        }
        if (one instanceof Tensor && other instanceof Tensor) {
            return tensor(Reach.of(List.of(one.reach(), other.reach())));
        }
        return one.hasTensor() || other.hasTensor() ? new Maybe() : unknown();
    }

    /** What is known of a value of a type, as TorchScript writes types. */
    static Value ofType(String type, boolean opaque) {
        if (type.equals("Tensor")) {
            return tensor();
        }
        if (type.startsWith("Tuple[")) {
            return new Items(
                    split(type.substring(6, type.length() - 1)).stream()
                            .map(part -> ofType(part, opaque))
                            .toList(),
                    opaque);
        }
        if (type.equals("Optional[Tensor]")) {
            return new Maybe();
        }
        return type.contains("Tensor") ? new Several(opaque, new Reach.Unknown()) : unknown();
    }

    private static List<String> split(String types) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < types.length(); i++) {
            char c = types.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(types.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        parts.add(types.substring(begin).strip());
        return parts;
    }
}
