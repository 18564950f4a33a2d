package io.github.featviz.maven;

import io.github.featviz.result.Layer;
import io.github.featviz.result.ReceptiveField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The layers as a tree of aligned lines, each module before what it calls. */
final class LayerTable {

    private static final List<String> HEADER =
            List.of("layer", "type", "output", "filters", "parameters", "receptive field", "stride", "compute");

    private final long products;
    private final List<List<String>> rows = new ArrayList<>(List.of(HEADER));

    private LayerTable(List<Layer> all) {
        this.products = all.stream()
                .filter(layer -> layer.module() && !layer.name().contains("."))
                .mapToLong(Layer::multiplications)
                .sum();
    }

    /**
     * Lines with a header.
     *
     * @param all every layer of the network, in call order
     * @param shown those to be shown
     */
    static List<String> of(List<Layer> all, List<Layer> shown) {
        LayerTable table = new LayerTable(all);
        Branch root = new Branch();
        shown.forEach(root::put);
        table.add(root, -1);
        return table.lines();
    }

    /** A module or operation, and what is below it. */
    private static final class Branch {
        private @Nullable Layer layer;
        private final Map<String, Branch> below = new LinkedHashMap<>();

        void put(Layer added) {
            Branch at = this;
            for (String step : added.name().split("\\.", -1)) {
                at = at.below.computeIfAbsent(step, name -> new Branch());
            }
            at.layer = added;
        }
    }

    private void add(Branch branch, int depth) {
        Layer layer = branch.layer;
        if (layer != null) {
            rows.add(row(layer, "  ".repeat(Math.max(0, depth))));
        }
        int deeper = layer == null && depth >= 0 ? depth : depth + 1;
        branch.below.values().forEach(next -> add(next, deeper));
    }

    private List<String> row(Layer layer, String indent) {
        return List.of(
                indent + layer.name(),
                layer.type(),
                layer.shape().stream().skip(1).map(String::valueOf).collect(Collectors.joining(" × ")),
                layer.filters() == 0 ? "" : String.valueOf(layer.filters()),
                layer.parameters() == 0 ? "" : String.format(Locale.ROOT, "%,d", layer.parameters()),
                size(layer.field()),
                stride(layer.field()),
                layer.multiplications() == 0 || products == 0 ? "" : share(100.0 * layer.multiplications() / products));
    }

    /** What there is should not look like nothing. */
    private static String share(double percent) {
        return percent < 0.05 ? "< 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    private static String size(@Nullable ReceptiveField field) {
        return field == null
                ? ""
                : field.coversAll() ? "all" : pair(field.y().size(), field.x().size());
    }

    private static String stride(@Nullable ReceptiveField field) {
        return field == null || field.coversAll()
                ? ""
                : pair(field.y().stride(), field.x().stride());
    }

    private static String pair(long y, long x) {
        return y == x ? String.valueOf(y) : y + " × " + x;
    }

    private List<String> lines() {
        int[] widths = IntStream.range(0, HEADER.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** Names to the left, numbers to the right. */
    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String gap = " ".repeat(widths[column] - row.get(column).length());
            line.append(column == 0 ? "" : "  ");
            line.append(column < 2 ? row.get(column) + gap : gap + row.get(column));
        }
        return line.toString().stripTrailing();
    }
}
