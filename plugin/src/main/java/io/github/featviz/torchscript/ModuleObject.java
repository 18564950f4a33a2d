package io.github.featviz.torchscript;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of the archive: a module with its attributes. Filled while it is read, then left alone. */
final class ModuleObject {

    private final String className;
    private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();

    ModuleObject(String className) {
        this.className = className;
    }

    /** Qualified name, such as {@code __torch__.torch.nn.modules.conv.___torch_mangle_3.Conv2d}. */
    String className() {
        return className;
    }

    /** Name of the class without its package. */
    String simpleName() {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    void put(String name, @Nullable Object value) {
        attributes.put(name, value);
    }

    /** The submodule of that name, or null where the attribute is none. */
    @Nullable
    ModuleObject child(String name) {
        return attributes.get(name) instanceof ModuleObject child ? child : null;
    }

    Map<String, @Nullable Object> attributes() {
        return attributes;
    }
}
