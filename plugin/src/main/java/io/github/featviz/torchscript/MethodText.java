package io.github.featviz.torchscript;

import java.util.List;

/**
 * A method that is to be written as TorchScript; {@link MethodWriter} makes one.
 *
 * @param name its name
 * @param parameters each with its type, such as {@code x: Tensor}, without {@code self}
 * @param returns type of what it returns
 * @param body its statements, one a line, not indented
 */
public record MethodText(String name, List<String> parameters, String returns, List<String> body) {

    /** Keeps unchangeable copies. */
    public MethodText {
        parameters = List.copyOf(parameters);
        body = List.copyOf(body);
    }

    /** The text, indented as part of a class. */
    String in(String className) {
        StringBuilder text = new StringBuilder("  def " + name + "(self: " + className);
        parameters.forEach(parameter -> text.append(",\n    ").append(parameter));
        text.append(") -> ").append(returns).append(":\n");
        body.forEach(line -> text.append("    ").append(line).append('\n'));
        return text.toString();
    }
}
