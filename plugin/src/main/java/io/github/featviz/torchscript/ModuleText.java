package io.github.featviz.torchscript;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A module that is to be written as TorchScript: its class, what it holds, and its methods.
 *
 * <p>It is a description. Used as the child of two modules, it becomes two modules of the same class.
 *
 * @param className qualified name, such as {@code __torch__.torch.nn.modules.conv.Conv2d}; modules whose text differs may share
 *     it, the writer then tells their classes apart as PyTorch does
 * @param attributes what it holds by name, in order; names of letters, digits and underscores
 * @param methods its methods
 */
public record ModuleText(String className, Map<String, Attribute> attributes, List<MethodText> methods) {

    private static final Pattern CLASS_NAME = Pattern.compile("__torch__(\\.[A-Za-z_]\\w*)+");
    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("\\w+");

    /**
     * Keeps unchangeable copies.
     *
     * @throws IllegalArgumentException when a name cannot be written
     */
    public ModuleText {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        methods = List.copyOf(methods);
        if (!CLASS_NAME.matcher(className).matches()) {
            throw new IllegalArgumentException(className + " cannot be the name of a TorchScript class");
        }
        for (String name : attributes.keySet()) {
            if (!ATTRIBUTE_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        name + " cannot be the name of an attribute: letters, digits and underscores can");
            }
        }
    }

    /** Begins a description. */
    public static Builder of(String className) {
        return new Builder(className);
    }

    /** Shapes of the tensors in this module and below by path, in order: what a state dict for it holds. */
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        collectShapes("", shapes);
        return shapes;
    }

    private void collectShapes(String prefix, Map<String, List<Long>> shapes) {
        attributes.forEach((name, attribute) -> {
            if (attribute instanceof Submodule child) {
                child.module().collectShapes(prefix + name + ".", shapes);
            } else if (attribute instanceof Stored tensor) {
                shapes.put(prefix + name, tensor.shape());
            }
        });
    }

    /** Something a module holds. */
    public sealed interface Attribute {}

    /**
     * A module in a module.
     *
     * @param module the inner one
     */
    public record Submodule(ModuleText module) implements Attribute {}

    /**
     * A tensor, whose values come from a {@link TensorSource}.
     *
     * @param type what its elements are
     * @param shape length of each dimension
     * @param trained whether it is a parameter; else it is a buffer
     */
    public record Stored(TensorType type, List<Long> shape, boolean trained) implements Attribute {

        /** Keeps an unchangeable copy. */
        public Stored {
            shape = List.copyOf(shape);
        }

        /** Number of bytes of its values. */
        long bytes() {
            return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
        }
    }

    /**
     * A plain value.
     *
     * @param value a Boolean, Long, Double, String or a list of Longs
     */
    public record Plain(Object value) implements Attribute {

        /** Its type in TorchScript. */
        String type() {
            if (value instanceof Boolean) {
                return "bool";
            }
            if (value instanceof Long) {
                return "int";
            }
            if (value instanceof Double) {
                return "float";
            }
            if (value instanceof String) {
                return "str";
            }
            if (value instanceof List<?> list && list.stream().allMatch(Long.class::isInstance)) {
                return "List[int]";
            }
            throw new IllegalArgumentException(value + " is no value that can be written");
        }
    }

    /** Collects what a module is made of. */
    public static final class Builder {
        private final String className;
        private final Map<String, Attribute> attributes = new LinkedHashMap<>();
        private final List<MethodText> methods = new ArrayList<>();

        private Builder(String className) {
            this.className = className;
        }

        /** Adds a submodule. */
        public Builder child(String name, ModuleText module) {
            return attribute(name, new Submodule(module));
        }

        /** Adds a parameter in single precision. */
        public Builder parameter(String name, long... shape) {
            return attribute(name, new Stored(TensorType.FLOAT32, boxed(shape), true));
        }

        /** Adds a buffer in single precision. */
        public Builder buffer(String name, long... shape) {
            return attribute(name, new Stored(TensorType.FLOAT32, boxed(shape), false));
        }

        /** Adds anything. */
        public Builder attribute(String name, Attribute attribute) {
            attributes.put(name, attribute);
            return this;
        }

        /** Adds a method. */
        public Builder method(MethodText method) {
            methods.add(method);
            return this;
        }

        /** Ends the description. */
        public ModuleText build() {
            return new ModuleText(className, attributes, methods);
        }

        private static List<Long> boxed(long... shape) {
            List<Long> list = new ArrayList<>();
            for (long length : shape) {
                list.add(length);
            }
            return list;
        }
    }
}
