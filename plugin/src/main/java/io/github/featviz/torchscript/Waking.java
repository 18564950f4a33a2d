package io.github.featviz.torchscript;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Lets gradients pass where a ReLU is off: its values stay as they are, its slope is a tenth there instead of nothing. A picture of a filter
 * that is off everywhere begins with that.
 *
 * <p>Source: the gradient overrides of Lucid (Apache-2.0), which go back to Olah, Mordvintsev and Schubert, "Feature Visualization",
 * Distill 2017.
 */
final class Waking {

    private static final Pattern RELU = Pattern.compile("\\btorch\\.relu_?\\(");
    private static final String FILE = "code/__torch__/featviz_waking.py";
    private static final String CALL = "__torch__.featviz_waking.relu(";
    private static final String TEXT =
            """
            def relu(x: Tensor) -> Tensor:
              leak = torch.mul(x, 0.1)
              passed = torch.sub(leak, torch.detach(leak))
              return torch.add(torch.relu(x), passed)
            """;

    private Waking() {}

    /**
     * The code files that change, beside those that change anyway.
     *
     * @param entries the archive
     * @param changed code files that are written in place of the archive's
     */
    static Map<String, byte[]> of(ArchiveEntries entries, Map<String, byte[]> changed) {
        Map<String, byte[]> files = new LinkedHashMap<>(changed);
        for (String file : entries.codeFiles()) {
            byte[] content = changed.containsKey(file)
                    ? changed.get(file)
                    : entries.files().get(file);
            String text = new String(content, StandardCharsets.UTF_8);
            files.put(file, RELU.matcher(text).replaceAll(CALL).getBytes(StandardCharsets.UTF_8));
        }
        files.put(FILE, TEXT.getBytes(StandardCharsets.UTF_8));
        return files;
    }
}
