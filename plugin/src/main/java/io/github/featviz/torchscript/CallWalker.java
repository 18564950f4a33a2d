package io.github.featviz.torchscript;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Follows a network's forward in the order of evaluation and notes every place that gives a value. */
final class CallWalker {

    private static final Pattern FORWARD = Pattern.compile("forward\\d*");
    private static final String TORCH_MODULES = "__torch__.torch.nn.modules.";
    private static final String FUNCTIONAL = "__torch__.torch.nn.functional.";
    private static final int DEEPEST = 200;

    /** Operations on tensors that give no tensor. */
    private static final Set<String> PLAIN = Set.of(
            "size",
            "dim",
            "len",
            "numel",
            "device",
            "dtype",
            "layout",
            "is_floating_point",
            "is_complex",
            "format",
            "warn",
            "append",
            "__contains__",
            "__getitem__",
            "__isnot__",
            "__is__",
            "__not__",
            "__len__");

    /** Operations that give several tensors. */
    private static final Set<String> SEVERAL =
            Set.of("chunk", "split", "split_with_sizes", "unbind", "tensor_split", "topk", "max_pool2d_with_indices");

    /** FX names an operator by its Python name; TorchScript by the operation's. */
    private static final Map<String, String> OPERATORS =
            Map.of("div", "truediv", "slice", "getitem", "select", "getitem");

    private enum Kind {
        MODULE,
        TENSOR,
        TENSORS,
        FUNCTION,
        OTHER
    }

    /** What is known of a value: its kind, and the module and its path or the function's name. */
    private record Value(Kind kind, @Nullable ModuleObject module, String path) {
        static final Value OTHER = new Value(Kind.OTHER, null, "");
        static final Value TENSOR = new Value(Kind.TENSOR, null, "");
        static final Value TENSORS = new Value(Kind.TENSORS, null, "");

        static Value ofType(String type) {
            return switch (type) {
                case "Tensor" -> TENSOR;
                default -> type.contains("Tensor") ? TENSORS : OTHER;
            };
        }
    }

    /** A method being walked. */
    private record Frame(
            @Nullable Step caller, String owner, Method method, Value self, boolean leaf, Map<String, Value> names) {}

    private final Library library;
    private final ParameterCounts counts;
    private final List<Place> places = new ArrayList<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private int depth;

    private CallWalker(Library library, ParameterCounts counts) {
        this.library = library;
        this.counts = counts;
    }

    /** Every place in the order of evaluation. */
    static List<Place> places(ModuleObject root, Library library, ParameterCounts counts)
            throws UnusableArchiveException {
        CallWalker walker = new CallWalker(library, counts);
        ClassCode code = library.classOf(root.className());
        Method forward = code == null ? null : code.methods().get("forward");
        if (forward == null) {
            throw new UnusableArchiveException("its root class " + root.simpleName() + " has no forward method", null);
        }
        walker.walk(null, root.className(), forward, new Value(Kind.MODULE, root, ""));
        return walker.places;
    }

    private void walk(@Nullable Step caller, String owner, Method method, Value self) {
        if (++depth > DEEPEST) {
            throw new CodeException(
                    "methods call each other deeper than " + DEEPEST, method.text(), method.bodyStart());
        }
        Map<String, Value> names = new HashMap<>();
        for (int i = 0; i < method.parameters().size(); i++) {
            Method.Parameter parameter = method.parameters().get(i);
            names.put(parameter.name(), i == 0 ? self : Value.ofType(parameter.type()));
        }
        boolean leaf = owner.startsWith(TORCH_MODULES) && !owner.contains(".container.");
        statements(method.body(), new Frame(caller, owner, method, self, leaf, names));
        depth--;
    }

    private void statements(List<Statement> statements, Frame frame) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Simple simple) {
                assign(simple, frame);
            } else if (statement instanceof Statement.If branch) {
                value(branch.condition(), frame);
                statements(branch.then(), frame);
                statements(branch.otherwise(), frame);
            } else if (statement instanceof Statement.Loop loop) {
                value(loop.header(), frame);
                statements(loop.body(), frame);
            }
        }
    }

    private void assign(Statement.Simple statement, Frame frame) {
        Expression expression = statement.value();
        if (expression == null) {
            return;
        }
        Value value = value(expression, frame);
        if (statement.targets().size() == 1) {
            frame.names().put(statement.targets().get(0), value);
        } else {
            Value part = value.kind() == Kind.TENSORS ? Value.TENSOR : Value.OTHER;
            statement.targets().forEach(target -> frame.names().put(target, part));
        }
    }

    private Value value(Expression expression, Frame frame) {
        if (expression instanceof Expression.Name name) {
            return frame.names().getOrDefault(name.id(), new Value(Kind.FUNCTION, null, name.id()));
        }
        if (expression instanceof Expression.Attribute attribute) {
            return attribute(value(attribute.object(), frame), attribute.name());
        }
        if (expression instanceof Expression.Call call) {
            return call(call, frame);
        }
        if (expression instanceof Expression.Index index) {
            value(index.index(), frame);
            return value(index.object(), frame).kind() == Kind.TENSORS ? Value.TENSOR : Value.OTHER;
        }
        return compound(expression, frame);
    }

    private Value compound(Expression expression, Frame frame) {
        Value only = Value.OTHER;
        boolean tensors = false;
        for (Expression part : expression.parts()) {
            only = value(part, frame);
            tensors |= only.kind() == Kind.TENSOR || only.kind() == Kind.TENSORS;
        }
        boolean bracketed = expression.parts().size() == 1
                && frame.method().text().charAt(expression.start()) == '('
                && frame.method().text().charAt(expression.end() - 2) != ',';
        if (bracketed) {
            return only;
        }
        return tensors ? Value.TENSORS : Value.OTHER;
    }

    private static Value attribute(Value object, String name) {
        if (object.kind() == Kind.FUNCTION) {
            return new Value(Kind.FUNCTION, null, object.path() + "." + name);
        }
        ModuleObject module = object.module();
        if (module == null) {
            return Value.OTHER;
        }
        ModuleObject child = module.child(name);
        if (child != null) {
            return new Value(Kind.MODULE, child, object.path().isEmpty() ? name : object.path() + "." + name);
        }
        return module.attributes().get(name) instanceof ObjectReader.Elements ? Value.TENSOR : Value.OTHER;
    }

    private Value call(Expression.Call call, Frame frame) {
        Expression callee = call.callee();
        if (callee instanceof Expression.Name name
                && name.id().equals("getattr")
                && call.arguments().size() == 2) {
            Value object = value(call.arguments().get(0), frame);
            return call.arguments().get(1) instanceof Expression.Literal literal
                    ? attribute(
                            object, literal.text().substring(1, literal.text().length() - 1))
                    : Value.OTHER;
        }
        if (callee instanceof Expression.Attribute method) {
            Value object = value(method.object(), frame);
            if (object.kind() == Kind.MODULE) {
                arguments(call, frame);
                return methodCall(call, object, method.name(), frame);
            }
        }
        Value function = value(callee, frame);
        boolean tensors = arguments(call, frame);
        return function.kind() == Kind.FUNCTION ? functionCall(call, function.path(), tensors, frame) : Value.OTHER;
    }

    /** Walks the arguments; true when a tensor is among them. */
    private boolean arguments(Expression.Call call, Frame frame) {
        boolean tensors = false;
        for (Expression argument : call.arguments()) {
            Kind kind = value(argument, frame).kind();
            tensors |= kind == Kind.TENSOR || kind == Kind.TENSORS;
        }
        return tensors;
    }

    private Value methodCall(Expression.Call call, Value object, String name, Frame frame) {
        ModuleObject module = object.module();
        ClassCode code = module == null ? null : library.classOf(module.className());
        Method method = code == null ? null : code.methods().get(name);
        if (module == null || method == null) {
            return Value.OTHER;
        }
        Step step = new Step(frame.caller(), frame.owner(), frame.method(), call);
        walk(step, module.className(), method, object);
        Value value = Value.ofType(method.returnType());
        boolean own = module.equals(frame.self().module());
        if (!own && FORWARD.matcher(name).matches()) {
            boolean tappable = value.kind() == Kind.TENSOR;
            add(object.path(), module.simpleName(), true, counts.of(module), tappable, step);
        }
        return value;
    }

    private Value functionCall(Expression.Call call, String name, boolean tensors, Frame frame) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        if (name.equals("annotate") || name.equals("unchecked_cast")) {
            return tensors ? Value.TENSOR : Value.OTHER;
        }
        if (name.startsWith("__torch__.")) {
            Method function = library.functionOf(name);
            Value value = function == null ? Value.OTHER : Value.ofType(function.returnType());
            if (value.kind() == Kind.TENSOR && name.startsWith(FUNCTIONAL)) {
                operation(call, simple, frame);
            }
            return value;
        }
        boolean operation = name.startsWith("torch.") || name.startsWith("ops.");
        boolean question = name.startsWith("ops.prim.") || simple.startsWith("is_");
        if (!operation || !tensors || question || PLAIN.contains(simple)) {
            return Value.OTHER;
        }
        if (SEVERAL.contains(simple)) {
            return Value.TENSORS;
        }
        operation(call, simple, frame);
        return Value.TENSOR;
    }

    private void operation(Expression.Call call, String simple, Frame frame) {
        if (frame.leaf()) {
            return;
        }
        String plain =
                simple.endsWith("_") && !simple.endsWith("__") ? simple.substring(0, simple.length() - 1) : simple;
        String name = OPERATORS.getOrDefault(plain, plain);
        String path = frame.self().path().isEmpty() ? name : frame.self().path() + "." + name;
        add(path, name, false, 0, true, new Step(frame.caller(), frame.owner(), frame.method(), call));
    }

    private void add(String path, String type, boolean module, long parameters, boolean tappable, Step step) {
        int use = uses.merge(path, 1, Integer::sum);
        String name = use == 1 ? path : path + "_" + (use - 1);
        places.add(new Place(new CallSite(name, type, module, parameters, tappable), step));
    }
}
