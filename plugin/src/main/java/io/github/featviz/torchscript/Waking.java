package io.github.featviz.torchscript;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Lets gradients pass where a ReLU (or ReLU6) is off: its values stay as they are, its slope is a tenth there instead of nothing. A picture of
 * a filter that is off everywhere begins with that.
 *
 * <p>Source: the gradient overrides of Lucid (Apache-2.0), which go back to Olah, Mordvintsev and Schubert, "Feature Visualization",
 * Distill 2017.
 */
final class Waking {

    private static final Pattern RELU = Pattern.compile("\\btorch\\.(relu|relu6|hardtanh)_?\\(");
    private static final String FILE = "code/__torch__/featviz_waking.py";
    private static final String CALL = "__torch__.featviz_waking.$1(";
    private static final String TEXT =
            """
            def leak(x: Tensor) -> Tensor:
              passed = torch.mul(x, 0.1)
              return torch.sub(passed, torch.detach(passed))
            def relu(x: Tensor) -> Tensor:
              passed = __torch__.featviz_waking.leak(x, )
              return torch.add(torch.relu(x), passed)
            def hardtanh(x: Tensor,
                low: number,
                high: number) -> Tensor:
              passed = __torch__.featviz_waking.leak(x, )
              return torch.add(torch.hardtanh(x, low, high), passed)
            def relu6(x: Tensor) -> Tensor:
              return __torch__.featviz_waking.hardtanh(x, 0., 6., )
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
