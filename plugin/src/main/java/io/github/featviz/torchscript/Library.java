package io.github.featviz.torchscript;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All classes of an archive by qualified name, parsed when first asked for. */
final class Library {

    private final ArchiveEntries entries;
    private final Map<String, Parser.Code> parsed = new HashMap<>();

    Library(ArchiveEntries entries) {
        this.entries = entries;
    }

    /** The class; null: the archive has no text for it. */
    @Nullable
    ClassCode classOf(String qualifiedName) {
        Parser.Code code = code(fileOf(qualifiedName));
        return code == null ? null : code.classes().get(simple(qualifiedName));
    }

    /** The free function; null: the archive has no text for it. */
    @Nullable
    Method functionOf(String qualifiedName) {
        Parser.Code code = code(fileOf(qualifiedName));
        return code == null ? null : code.functions().get(simple(qualifiedName));
    }

    private Parser.@Nullable Code code(String file) {
        String text = entries.text(file);
        return text == null ? null : parsed.computeIfAbsent(file, name -> Parser.parse(text));
    }

    /** {@code __torch__.a.b.C} is class C in {@code code/__torch__/a/b.py}. */
    static String fileOf(String qualifiedName) {
        int dot = qualifiedName.lastIndexOf('.');
        return "code/" + qualifiedName.substring(0, Math.max(0, dot)).replace('.', '/') + ".py";
    }

    private static String simple(String qualifiedName) {
        return qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
    }
}
