package io.github.featviz.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a method, a statement at a time.
 *
 * <p>Each statement gives its value a name of its own, which later statements take as an argument. Arguments are TorchScript
 * expressions: such names, parameters, or literals like {@code 1e-05}, {@code [1, 1]} and {@code None}.
 */
public final class MethodWriter {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_]\\w*");

    private final String name;
    private final List<String> parameters;
    private final List<String> body = new ArrayList<>();
    private int values;

    /**
     * Begins a method.
     *
     * @param name its name
     * @param parameters names of tensors; {@code xs: List[Tensor]} for another type
     */
    public MethodWriter(String name, String... parameters) {
        this.name = name;
        this.parameters = Stream.of(parameters)
                .map(parameter -> parameter.contains(":") ? parameter : parameter + ": Tensor")
                .toList();
    }

    /** Begins the method that a module is called by. */
    public static MethodWriter forward(String... parameters) {
        return new MethodWriter("forward", parameters);
    }

    /** Reads an attribute of the module: a tensor, a plain value or a submodule. */
    public String read(String attribute) {
        return assign(
                IDENTIFIER.matcher(attribute).matches() ? "self." + attribute : "getattr(self, \"" + attribute + "\")");
    }

    /** Calls a submodule. */
    public String call(String child, String... arguments) {
        String module = read(child);
        return assign("(" + module + ").forward("
                + Stream.of(arguments).map(argument -> argument + ", ").collect(Collectors.joining()) + ")");
    }

    /** Calls submodules one after the other, each with what the one before gave. */
    public String chain(String first, String... children) {
        String value = first;
        for (String child : children) {
            value = call(child, value);
        }
        return value;
    }

    /** Calls an operator, such as {@code torch.add}. */
    public String apply(String operator, String... arguments) {
        return assign(operator + "(" + String.join(", ", arguments) + ")");
    }

    /** Names the value of an expression. */
    public String assign(String expression) {
        String value = "_" + values++;
        body.add(value + " = " + expression);
        return value;
    }

    /** A list of values, to be used as an argument. */
    public static String list(List<String> values) {
        return "[" + String.join(", ", values) + "]";
    }

    /** Ends the method with a tensor. */
    public MethodText returns(String value) {
        return returns("Tensor", value);
    }

    /** Ends the method with a value of some type. */
    public MethodText returns(String type, String value) {
        List<String> lines = new ArrayList<>(body);
        lines.add("return " + value);
        return new MethodText(name, parameters, type, lines);
    }
}
