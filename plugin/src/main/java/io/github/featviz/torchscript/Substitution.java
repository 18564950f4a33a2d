package io.github.featviz.torchscript;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Functions of our own in place of operations, wherever a network's code calls them.
 *
 * @param operations matches their calls up to the bracket
 * @param call what takes the place of a match
 * @param file name of the file that the functions are written to
 * @param text the functions
 */
record Substitution(Pattern operations, String call, String file, String text) {

    /** Whether an archive's code calls any of the operations. */
    boolean concerns(ArchiveEntries entries) {
        return entries.codeContains(operations);
    }

    /**
     * The code files that change, beside those that change anyway.
     *
     * @param entries the archive
     * @param changed code files that are written in place of the archive's
     */
    Map<String, byte[]> of(ArchiveEntries entries, Map<String, byte[]> changed) {
        Map<String, byte[]> files = new LinkedHashMap<>(changed);
        for (String name : entries.codeFiles()) {
            byte[] content = changed.containsKey(name)
                    ? changed.get(name)
                    : entries.files().get(name);
            String code = new String(content, StandardCharsets.UTF_8);
            files.put(name, operations.matcher(code).replaceAll(call).getBytes(StandardCharsets.UTF_8));
        }
        files.put(file, text.getBytes(StandardCharsets.UTF_8));
        return files;
    }
}
