package io.github.featviz.torchscript;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Follows an expression in the order of evaluation, notes the places in it and tells what is known of its value. */
final class ExpressionWalker {

    private static final Pattern FORWARD = Pattern.compile("forward(_*\\d+)?");
    private static final String TORCH = "__torch__.torch.";
    private static final String TORCH_MODULES = "__torch__.torch.nn.modules.";
    private static final String FUNCTIONAL = "__torch__.torch.nn.functional.";

    /** Code can be written that takes forever to follow; no network comes near this number. */
    private static final int MOST_EXPRESSIONS = 5_000_000;

    private final Library library;
    private final ModulePaths paths;
    private final Places places;
    private final Convolutions convolutions;
    private final Consumer<Frame> body;
    private int walked;

    /** @param body walks the body of a method that is called */
    ExpressionWalker(
            Library library, ModulePaths paths, Places places, Convolutions convolutions, Consumer<Frame> body) {
        this.library = library;
        this.paths = paths;
        this.places = places;
        this.convolutions = convolutions;
        this.body = body;
    }

    Value value(Expression expression, Frame frame) {
        if (++walked > MOST_EXPRESSIONS) {
            throw new CodeException(
                    "the code takes more than " + MOST_EXPRESSIONS + " steps to follow",
                    frame.method.text(),
                    expression.start());
        }
        if (expression instanceof Expression.Name name) {
            return frame.get(name.id());
        }
        if (expression instanceof Expression.Literal literal) {
            return Folding.literal(literal.text());
        }
        if (expression instanceof Expression.Attribute attribute) {
            return attribute(attribute, frame);
        }
        if (expression instanceof Expression.Call call) {
            return call(call, frame);
        }
        if (expression instanceof Expression.Index index) {
            return index(index, frame);
        }
        return compound(expression, frame);
    }

    /** How many turns {@code range(n)} gives; -1: not known. */
    long count(Expression header, Frame frame) {
        if (header instanceof Expression.Call call
                && call.callee() instanceof Expression.Name name
                && name.id().equals("range")
                && call.arguments().size() == 1) {
            Value count = value(call.arguments().get(0), frame);
            return count instanceof Value.Constant constant && constant.value() instanceof Long number
                    ? Math.max(0, number)
                    : -1;
        }
        value(header, frame);
        return -1;
    }

    /** Gives the parts of a value to several names. */
    void unpack(Value value, Expression expression, List<String> targets, Frame frame) {
        for (int i = 0; i < targets.size(); i++) {
            String target = targets.get(i);
            Value part = value instanceof Value.Several
                    ? Value.tensor(value.reach())
                    : value instanceof Value.Items items && items.parts().size() == targets.size()
                            ? items.parts().get(i)
                            : lost(List.of(value));
            frame.set(target, part);
            if (isShape(expression)) {
                number(frame);
            }
            boolean opaque = (value instanceof Value.Several several && several.opaque())
                    || (value instanceof Value.Items items && items.opaque());
            if (opaque) {
                part(part, new Point(expression, target), frame);
            }
        }
    }

    private void part(Value part, Point point, Frame frame) {
        if (part instanceof Value.Tensor) {
            operation("getitem", point, part, frame);
        } else {
            number(frame);
        }
    }

    /** A module out of a list or dict of modules. */
    private Value element(Value.Module list, String key, Frame frame) {
        ModuleObject child = list.object().child(key);
        if (child == null) {
            return lost(List.of(list));
        }
        Value.Module module = paths.of(child);
        String self = frame.method.parameters().get(0).name();
        return new Value.Module(child, module.path(), ModulePaths.access(self, frame.self.path(), module.path()));
    }

    /** Whether it is {@code x.shape}, whose parts FX numbers as it numbers parts of tensors. */
    private static boolean isShape(Expression expression) {
        Expression inner = expression;
        while (inner instanceof Expression.Compound compound && compound.parts().size() == 1) {
            inner = compound.parts().get(0);
        }
        return inner instanceof Expression.Call call
                && call.callee() instanceof Expression.Attribute attribute
                && attribute.name().equals("size")
                && call.arguments().size() == 1;
    }

    /** Whether a number is made of one part of a shape, as tracing writes that. */
    private static boolean isSize(Expression.Call call) {
        return call.arguments().size() == 1
                && call.arguments().get(0) instanceof Expression.Call inner
                && inner.callee() instanceof Expression.Attribute attribute
                && attribute.name().equals("size");
    }

    private void number(Frame frame) {
        if (!frame.leaf) {
            places.skipped(frame.self, "getitem");
        }
    }

    private Value index(Expression.Index index, Frame frame) {
        Value object = value(index.object(), frame);
        if (isShape(index.object())) {
            number(frame);
        }
        Value at = value(index.index(), frame);
        if (object instanceof Value.Module list && at instanceof Value.Constant constant) {
            return element(list, String.valueOf(constant.value()), frame);
        }
        if (object instanceof Value.Several several) {
            if (several.opaque()) {
                operation("getitem", new Point(index), several, frame);
            }
            return Value.tensor(several.reach());
        }
        if (object instanceof Value.Items items
                && at instanceof Value.Constant constant
                && constant.value() instanceof Long number) {
            long which = number < 0 ? number + items.parts().size() : number;
            Value part =
                    which >= 0 && which < items.parts().size() ? items.parts().get((int) which) : Value.unknown();
            if (items.opaque()) {
                part(part, new Point(index), frame);
            }
            return part;
        }
        return lost(List.of(object));
    }

    private Value compound(Expression expression, Frame frame) {
        List<Value> parts =
                expression.parts().stream().map(part -> value(part, frame)).toList();
        String text = frame.method.text();
        char first = text.charAt(expression.start());
        boolean round =
                first == '(' && (parts.isEmpty() || expression.parts().get(0).start() > expression.start());
        boolean comma =
                round && text.substring(0, expression.end() - 1).stripTrailing().endsWith(",");
        if (parts.size() == 1 && !comma && first != '{' && (round || isIndex(text, expression))) {
            return parts.get(0);
        }
        if (round && text.charAt(expression.end() - 1) == ')') {
            return new Value.Items(parts, false);
        }
        parts.forEach(convolutions::use);
        if (parts.size() == 1 && first == '-') {
            return Folding.negated(parts.get(0));
        }
        if (parts.stream().anyMatch(Value::hasTensor)) {
            return new Value.Several(
                    false, Reach.of(parts.stream().map(Value::reach).toList()));
        }
        boolean constant =
                first == '[' && !parts.isEmpty() && parts.stream().allMatch(Value.Constant.class::isInstance);
        return constant
                ? new Value.Constant(parts.stream()
                        .map(part -> ((Value.Constant) part).value())
                        .toList())
                : Value.unknown();
    }

    /** Whether brackets stand behind something, so that what is in them is an index and no list. */
    private static boolean isIndex(String text, Expression brackets) {
        char before = brackets.start() == 0 ? ' ' : text.charAt(brackets.start() - 1);
        return text.charAt(brackets.start()) == '['
                && (Character.isJavaIdentifierPart(before) || before == ')' || before == ']');
    }

    private Value attribute(Expression.Attribute attribute, Frame frame) {
        Value object = value(attribute.object(), frame);
        Value value = attribute(object, attribute.name());
        if (object instanceof Value.Module module && value instanceof Value.Tensor && !frame.leaf) {
            String name = places.parameter(frame.self, module, attribute.name(), frame.step(new Point(attribute)));
            convolutions.given(value, name);
        }
        return value;
    }

    private Value attribute(Value object, String name) {
        if (object instanceof Value.Function function) {
            // Tensors that tracing found to be constant.
            return function.name().equals("CONSTANTS")
                    ? Value.tensor(new Reach.Fixed())
                    : new Value.Function(function.name() + "." + name);
        }
        if (!(object instanceof Value.Module module)) {
            return lost(List.of(object));
        }
        ModuleObject child = module.object().child(name);
        if (child != null) {
            return paths.of(child);
        }
        // Networks are looked at in evaluation mode, whatever mode they were saved in.
        return name.equals("training") ? new Value.Constant(false) : stored(module.object(), name);
    }

    private Value stored(ModuleObject module, String name) {
        Object value = module.attributes().get(name);
        if (value instanceof ObjectReader.Elements elements) {
            return new Value.Tensor("", new Reach.Fixed(), elements);
        }
        if (value instanceof List<?> list && list.stream().allMatch(Long.class::isInstance) && !list.isEmpty()) {
            return new Value.Constant(List.copyOf(list));
        }
        if (value instanceof Boolean || value instanceof Long || value instanceof Double || value instanceof String) {
            return new Value.Constant(value);
        }
        if (value == null && module.attributes().containsKey(name)) {
            return Value.none();
        }
        if (value != null) {
            convolutions.useHeld(value);
        }
        ClassCode code = library.classOf(module.className());
        return code == null ? Value.unknown() : code.constants().getOrDefault(name, Value.unknown());
    }

    private Value call(Expression.Call call, Frame frame) {
        Value callee = call.callee() instanceof Expression.Attribute attribute
                ? value(attribute.object(), frame)
                : Value.unknown();
        if (callee instanceof Value.Module module && call.callee() instanceof Expression.Attribute attribute) {
            return methodCall(call, module, attribute.name(), arguments(call, frame), frame);
        }
        Value function = call.callee() instanceof Expression.Attribute attribute
                ? attribute(callee, attribute.name())
                : value(call.callee(), frame);
        List<Value> arguments = arguments(call, frame);
        return function instanceof Value.Function named
                ? functionCall(call, named.name(), arguments, frame)
                : lost(arguments);
    }

    /** What something that is not known makes of values. */
    private Value lost(List<Value> arguments) {
        arguments.forEach(convolutions::use);
        return Value.unknown();
    }

    private List<Value> arguments(Expression.Call call, Frame frame) {
        return call.arguments().stream().map(argument -> value(argument, frame)).toList();
    }

    private Value methodCall(
            Expression.Call call, Value.Module module, String name, List<Value> arguments, Frame frame) {
        ClassCode code = library.classOf(module.object().className());
        Method method = code == null ? null : code.methods().get(name);
        if (method == null || method.parameters().isEmpty()) {
            convolutions.use(module);
            return lost(arguments);
        }
        String owner = module.object().className();
        boolean leaf = owner.startsWith(TORCH_MODULES) && !owner.contains(".container.");
        Step step = frame.step(new Point(call));
        Frame inner =
                new Frame(step, owner, method, new Value.Module(module.object(), module.path()), leaf, module.access());
        inner.set(method.parameters().get(0).name(), inner.self);
        pass(method.parameters().subList(1, method.parameters().size()), arguments, inner);
        body.accept(inner);
        Value value = result(inner, leaf);
        boolean own = module.object() == frame.self.object();
        if (!own && FORWARD.matcher(name).matches()) {
            module(call, module, method, value, step, frame);
        }
        return value;
    }

    private void module(Expression.Call call, Value.Module module, Method method, Value value, Step step, Frame frame) {
        if (value instanceof Value.Tensor) {
            convolutions.given(value, places.module(module, null, step, value.reach()));
            return;
        }
        String first = value instanceof Value.Items items && items.parts().get(0) instanceof Value.Tensor
                ? first(call, frame)
                : "";
        if (!first.isEmpty()) {
            Value part = ((Value.Items) value).parts().get(0);
            convolutions.given(part, places.module(module, null, step.at(new Point(call, first)), part.reach()));
            return;
        }
        boolean passed = method.parameters().size() == 1 && method.returnType().equals("NoneType");
        String given = passed ? PassedOn.variable(module, frame) : "";
        if (given.isEmpty()) {
            places.module(
                    module,
                    passed ? PassedOn.LOST : "gives " + method.returnType() + ", not a single tensor",
                    step,
                    new Reach.Unknown());
        } else {
            Value changed = frame.get(given);
            convolutions.given(changed, places.module(module, null, step.at(new Point(call, given)), changed.reach()));
        }
    }

    /**
     * What reads the first part of a call's tuple. Where code beside a traced module uses a value from within, tracing has the
     * module give that too, behind its own.
     */
    private static String first(Expression.Call call, Frame frame) {
        if (!call.equals(frame.assigned) || frame.targets.isEmpty()) {
            return "";
        }
        return frame.targets.get(0) + (frame.targets.size() == 1 ? "[0]" : "");
    }

    /** Constants go along into what is called; of all else the declared type is known. */
    private void pass(List<Method.Parameter> parameters, List<Value> arguments, Frame inner) {
        boolean plain =
                parameters.size() == arguments.size() && arguments.stream().noneMatch(Value.Function.class::isInstance);
        for (int i = 0; i < parameters.size(); i++) {
            Value declared = Value.ofType(parameters.get(i).type(), false);
            Value given = plain ? arguments.get(i) : Value.unknown();
            boolean better = given instanceof Value.Constant
                    || (declared instanceof Value.Several && given instanceof Value.Several)
                    || given instanceof Value.Module;
            boolean tensor = given instanceof Value.Tensor
                    && (declared instanceof Value.Tensor || declared instanceof Value.Maybe);
            inner.set(parameters.get(i).name(), tensor ? plain(given) : better ? given : declared);
            if (!tensor && !better) {
                convolutions.use(given);
            }
        }
        if (!plain) {
            arguments.forEach(convolutions::use);
        }
    }

    /** A tensor whose further indices are operations of their own. */
    private static Value plain(Value tensor) {
        return tensor instanceof Value.Tensor known ? new Value.Tensor("", known.reach(), known.origin()) : tensor;
    }

    private Value result(Frame inner, boolean opaque) {
        Value declared = Value.ofType(inner.method.returnType(), opaque);
        Value returned = inner.returned;
        if (declared instanceof Value.Tensor && returned instanceof Value.Tensor) {
            return plain(returned);
        }
        if (declared instanceof Value.Items items
                && returned instanceof Value.Items given
                && items.parts().size() == given.parts().size()) {
            return new Value.Items(
                    given.parts().stream().map(ExpressionWalker::plain).toList(), opaque);
        }
        if (returned != null) {
            convolutions.use(returned);
        }
        if (declared instanceof Value.Several && returned instanceof Value.Several) {
            return new Value.Several(opaque, returned.reach());
        }
        return declared instanceof Value.Unknown && returned instanceof Value.Constant ? returned : declared;
    }

    private Value functionCall(Expression.Call call, String name, List<Value> arguments, Frame frame) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        if (name.equals("getattr") && arguments.size() == 2) {
            return arguments.get(1) instanceof Value.Constant constant
                    ? attribute(arguments.get(0), String.valueOf(constant.value()))
                    : lost(arguments);
        }
        if (name.equals("annotate") || name.equals("unchecked_cast") || name.equals("uninitialized")) {
            return cast(call, arguments, frame);
        }
        if (name.startsWith("__torch__.")) {
            return scriptedFunction(call, name, simple, arguments, frame);
        }
        if (simple.equals("RaiseException")) {
            frame.left = true;
        }
        if (simple.equals("NumToTensor") && isSize(call)) {
            number(frame);
        }
        if (Operations.isAsking(simple)) {
            convolutions.asked(arguments);
        } else {
            convolutions.taken(name, arguments);
        }
        if (!Operations.isOperation(name)) {
            return Value.unknown();
        }
        boolean tensors = arguments.stream().anyMatch(Value::hasTensor);
        if (simple.equals("append")) {
            appended(call, arguments, frame);
        }
        if (!tensors || Operations.isPlain(simple)) {
            return Folding.of(simple, arguments);
        }
        Reach reach = Reaches.of(simple, arguments, frame.self.object());
        if (Operations.isSeveral(simple)) {
            return new Value.Several(true, reach);
        }
        if (Operations.isIndex(simple) && !arguments.isEmpty() && arguments.get(0) instanceof Value.Tensor of) {
            return indexed(of, new Point(call), frame);
        }
        Value value = new Value.Tensor("", reach, convolutions.run(name, arguments));
        operation(Operations.pythonName(simple), new Point(call), value, frame);
        return value;
    }

    private static void appended(Expression.Call call, List<Value> arguments, Frame frame) {
        if (call.arguments().get(0) instanceof Expression.Name list
                && arguments.get(0) instanceof Value.Several several
                && arguments.size() == 2) {
            Reach reach = Reach.of(List.of(several.reach(), arguments.get(1).reach()));
            frame.set(list.id(), new Value.Several(several.opaque(), reach));
        }
    }

    /** Python's {@code x[:, 0]} is one operation; TorchScript takes a dimension after the other. */
    private Value indexed(Value.Tensor of, Point point, Frame frame) {
        if (frame.leaf) {
            return Value.tensor(of.reach());
        }
        if (of.part().isEmpty()) {
            String name = places.operation(frame.self, "getitem", frame.step(point), of.reach());
            return new Value.Tensor(name, of.reach(), null);
        }
        places.moved(of.part(), frame.step(point));
        return of;
    }

    private Value cast(Expression.Call call, List<Value> arguments, Frame frame) {
        if (arguments.size() > 1 && arguments.get(1) instanceof Value.Constant constant) {
            return constant;
        }
        if (call.arguments().isEmpty()) {
            return Value.unknown();
        }
        Expression type = call.arguments().get(0);
        Value cast = Value.ofType(frame.method.slice(type.start(), type.end()), false);
        boolean known =
                arguments.size() > 1 && cast.getClass().equals(arguments.get(1).getClass());
        if (!known) {
            arguments.forEach(convolutions::use);
        }
        return known ? arguments.get(1) : cast;
    }

    /** PyTorch's own functions are operations; those that the network's author wrote are followed. */
    private Value scriptedFunction(
            Expression.Call call, String name, String simple, List<Value> arguments, Frame frame) {
        @Nullable Method function = library.functionOf(name);
        if (function == null) {
            return lost(arguments);
        }
        if (Operations.isWrapped(name)) {
            arguments.forEach(convolutions::use);
            Value value = Value.ofType(function.returnType(), true);
            operation(simple, new Point(call), value, frame);
            return value;
        }
        if (!name.startsWith(TORCH)) {
            Frame inner = new Frame(frame.step(new Point(call)), name, function, frame.self, frame.leaf, "");
            pass(function.parameters(), arguments, inner);
            body.accept(inner);
            return result(inner, false);
        }
        convolutions.taken(name, arguments);
        Value value = Value.ofType(function.returnType(), true);
        if (value instanceof Value.Tensor && !arguments.isEmpty()) {
            value = Value.tensor(Reaches.of(simple, arguments, frame.self.object()));
        }
        if (value instanceof Value.Tensor && name.startsWith(FUNCTIONAL)) {
            operation(Operations.pythonName(simple), new Point(call), value, frame);
        }
        return value;
    }

    private void operation(String name, Point point, Value value, Frame frame) {
        if (!frame.leaf) {
            convolutions.given(value, places.operation(frame.self, name, frame.step(point), value.reach()));
        }
    }
}
