package io.github.featviz.torchscript;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run of a method or free function while the network is walked. */
final class Frame {

    final @Nullable Step caller;
    final String owner;
    final Method method;
    final Value.Module self;

    /** Whether it belongs to a module of PyTorch's own, whose inside nobody names. */
    final boolean leaf;

    /** Text by which the caller reaches the object; empty: as it is written there. */
    private final String access;

    private final Map<Point, Integer> passed = new HashMap<>();
    private Map<String, Value> names = new HashMap<>();

    /** What it returned; null: it has not yet. */
    @Nullable
    Value returned;

    /** The variable that was last given a tensor which was computed here; empty: none yet. */
    String latest = "";

    /** The variables that the statement at hand assigns to, and the expression that they are given. */
    List<String> targets = List.of();

    @Nullable
    Expression assigned;

    /** Whether the rest of the code on this way is not reached, for it returned or raised. */
    boolean left;

    Frame(@Nullable Step caller, String owner, Method method, Value.Module self, boolean leaf, String access) {
        this.caller = caller;
        this.owner = owner;
        this.method = method;
        this.self = self;
        this.leaf = leaf;
        this.access = access;
    }

    Value get(String name) {
        Value value = names.get(name);
        if (value != null) {
            return value;
        }
        Value constant = Folding.literal(name);
        return constant instanceof Value.Constant ? constant : new Value.Function(name);
    }

    void set(String name, Value value) {
        names.put(name, value);
    }

    Map<String, Value> names() {
        return names;
    }

    void restore(Map<String, Value> saved) {
        names = new HashMap<>(saved);
    }

    /** The step through a point; counts how often it is taken. */
    Step step(Point point) {
        return new Step(caller, access, owner, method, point, passed.merge(point, 1, Integer::sum) - 1);
    }
}
