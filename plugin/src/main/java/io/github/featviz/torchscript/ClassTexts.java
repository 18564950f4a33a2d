package io.github.featviz.torchscript;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The classes of an archive while it is written: one for each kind of module, in the files where PyTorch looks for them. */
final class ClassTexts {

    /** What a class's text is compared by, instead of its own name. */
    private static final String SELF = "?";

    private final Map<String, String> nameByText = new HashMap<>();
    private final Map<String, StringBuilder> files = new LinkedHashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private int mangled;

    /** Qualified name of the class of such a module, whose text is added unless it is there already. */
    String nameOf(ModuleText module) {
        String fields = fields(module);
        String text = module.className() + fields + methods(module, SELF);
        String known = nameByText.get(text);
        if (known != null) {
            return known;
        }
        String name = free(module.className());
        nameByText.put(text, name);
        files.computeIfAbsent(Library.fileOf(name), file -> new StringBuilder())
                .append("class " + name.substring(name.lastIndexOf('.') + 1) + "(Module):\n")
                .append(fields)
                .append(methods(module, name));
        return name;
    }

    /** Texts by the name of the file. */
    Map<String, StringBuilder> files() {
        return files;
    }

    private String free(String className) {
        if (uses.merge(className, 1, Integer::sum) == 1) {
            return className;
        }
        int dot = className.lastIndexOf('.');
        return className.substring(0, dot) + ".___torch_mangle_" + mangled++ + className.substring(dot);
    }

    private String fields(ModuleText module) {
        StringBuilder text = new StringBuilder();
        text.append("  __parameters__ = ").append(names(module, true)).append('\n');
        text.append("  __buffers__ = ").append(names(module, false)).append('\n');
        text.append("  training : bool\n");
        module.attributes().forEach((name, attribute) -> {
            boolean number = Character.isDigit(name.charAt(0));
            text.append(number ? "  __annotations__[\"" + name + "\"] = " : "  " + name + " : ");
            text.append(type(attribute)).append('\n');
        });
        return text.toString();
    }

    private static String names(ModuleText module, boolean trained) {
        return module.attributes().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof ModuleText.Stored tensor && tensor.trained() == trained)
                .map(entry -> "\"" + entry.getKey() + "\", ")
                .collect(Collectors.joining("", "[", "]"));
    }

    private String type(ModuleText.Attribute attribute) {
        if (attribute instanceof ModuleText.Submodule child) {
            return nameOf(child.module());
        }
        return attribute instanceof ModuleText.Plain plain ? plain.type() : "Tensor";
    }

    private static String methods(ModuleText module, String className) {
        return module.methods().stream().map(method -> method.in(className)).collect(Collectors.joining());
    }
}
