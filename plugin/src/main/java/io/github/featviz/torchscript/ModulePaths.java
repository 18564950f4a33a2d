package io.github.featviz.torchscript;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The path of each module; one that hangs in several places has the first, as in PyTorch's {@code named_modules()}.
 *
 * <p>Tracing writes such a module once for each place. Its tensors, which remain the same, betray it.
 */
final class ModulePaths {

    private final IdentityHashMap<ModuleObject, String> paths = new IdentityHashMap<>();
    private final Twins twins = new Twins();
    private final Map<Integer, String> byTwin = new HashMap<>();

    ModulePaths(ModuleObject root) {
        // No recursion: how deep the tree is, is up to the file.
        Deque<Value.Module> open = new ArrayDeque<>();
        open.push(new Value.Module(root, ""));
        while (!open.isEmpty()) {
            Value.Module module = original(open.pop());
            if (paths.putIfAbsent(module.object(), module.path()) == null) {
                Deque<Value.Module> children = new ArrayDeque<>();
                module.object().attributes().forEach((name, value) -> {
                    if (value instanceof ModuleObject child) {
                        children.push(new Value.Module(child, joined(module.path(), name)));
                    }
                });
                children.forEach(open::push);
            }
        }
    }

    /** The same module under the path at which it was first met. */
    private Value.Module original(Value.Module module) {
        Integer twin = twins.of(module.object());
        return twin == null
                ? module
                : new Value.Module(module.object(), byTwin.computeIfAbsent(twin, number -> module.path()));
    }

    private static String joined(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /**
     * Text that reads a module from another that it hangs in.
     *
     * @param self variable that holds the other one
     * @return empty: it does not hang there
     */
    static String access(String self, String from, String to) {
        if (!from.isEmpty() && !to.startsWith(from + ".")) {
            return "";
        }
        String text = self;
        for (String name : to.substring(from.isEmpty() ? 0 : from.length() + 1).split("\\.", -1)) {
            text = "getattr(" + text + ", \"" + name + "\")";
        }
        return text;
    }

    /** The module with its path. */
    Value.Module of(ModuleObject module) {
        return new Value.Module(module, paths.getOrDefault(module, module.simpleName()));
    }
}
