package io.github.featviz.torchscript;

import java.util.List;

/** Works out operations on constants, as scripted code does them to choose its way. */
final class Folding {

    private Folding() {}

    /** The constant that a word of the text stands for, or unknown. */
    static Value literal(String text) {
        return switch (text) {
            case "True" -> new Value.Constant(true);
            case "False" -> new Value.Constant(false);
            case "None" -> Value.none();
            default -> text.startsWith("\"") || text.startsWith("'") ? string(text) : number(text);
        };
    }

    private static Value string(String text) {
        return text.indexOf('\\') >= 0 ? Value.unknown() : new Value.Constant(text.substring(1, text.length() - 1));
    }

    private static Value number(String text) {
        try {
            return text.chars().allMatch(Character::isDigit)
                    ? new Value.Constant(Long.valueOf(text))
                    : new Value.Constant(Double.valueOf(text));
        } catch (NumberFormatException e) {
            return Value.unknown();
        }
    }

    /** Negation, a number's or a truth value's. */
    static Value negated(Value value) {
        if (value instanceof Value.Constant constant) {
            if (constant.value() instanceof Long number) {
                return new Value.Constant(-number);
            }
            if (constant.value() instanceof Double number) {
                return new Value.Constant(-number);
            }
        }
        return Value.unknown();
    }

    /** The result of {@code torch.NAME(arguments)}, or unknown. */
    static Value of(String name, List<Value> arguments) {
        if (name.equals("__not__") && arguments.size() == 1) {
            return arguments.get(0) instanceof Value.Constant constant && constant.value() instanceof Boolean truth
                    ? new Value.Constant(!truth)
                    : Value.unknown();
        }
        if (arguments.size() != 2) {
            return Value.unknown();
        }
        Value left = arguments.get(0);
        Value right = arguments.get(1);
        if (name.equals("__is__") || name.equals("__isnot__")) {
            return identity(left, right, name.equals("__is__"));
        }
        if (!(left instanceof Value.Constant one) || !(right instanceof Value.Constant other)) {
            return Value.unknown();
        }
        if (one.value() instanceof Number a && other.value() instanceof Number b) {
            return numbers(name, a, b);
        }
        return switch (name) {
            case "eq" -> new Value.Constant(one.equals(other));
            case "ne" -> new Value.Constant(!one.equals(other));
            default -> Value.unknown();
        };
    }

    private static Value identity(Value left, Value right, boolean same) {
        if (!right.equals(Value.none())) {
            return Value.unknown();
        }
        if (left instanceof Value.Constant) {
            return new Value.Constant(left.equals(Value.none()) == same);
        }
        boolean some = left instanceof Value.Tensor || left instanceof Value.Module || left instanceof Value.Items;
        return some ? new Value.Constant(!same) : Value.unknown();
    }

    private static Value numbers(String name, Number a, Number b) {
        boolean whole = a instanceof Long && b instanceof Long;
        int order =
                whole ? Long.compare(a.longValue(), b.longValue()) : Double.compare(a.doubleValue(), b.doubleValue());
        return switch (name) {
            case "eq" -> new Value.Constant(order == 0);
            case "ne" -> new Value.Constant(order != 0);
            case "lt" -> new Value.Constant(order < 0);
            case "le" -> new Value.Constant(order <= 0);
            case "gt" -> new Value.Constant(order > 0);
            case "ge" -> new Value.Constant(order >= 0);
            case "add" -> whole ? new Value.Constant(a.longValue() + b.longValue()) : Value.unknown();
            case "sub" -> whole ? new Value.Constant(a.longValue() - b.longValue()) : Value.unknown();
            case "mul" -> whole ? new Value.Constant(a.longValue() * b.longValue()) : Value.unknown();
            default -> Value.unknown();
        };
    }
}
