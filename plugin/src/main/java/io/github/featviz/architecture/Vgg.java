package io.github.featviz.architecture;

import io.github.featviz.torchscript.MethodWriter;
import io.github.featviz.torchscript.ModuleText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * VGG, as torchvision builds it: five groups of 3 × 3 convolutions, each group ended by pooling, and three linear layers.
 *
 * @param depths number of convolutions of each group
 * @param batchNorm whether batch norm follows each convolution
 * @param hidden width of the hidden linear layers
 * @see <a href="https://arxiv.org/abs/1409.1556">Very Deep Convolutional Networks for Large-Scale Image Recognition</a>
 */
record Vgg(List<Integer> depths, boolean batchNorm, long hidden) {

    private static final long[] WIDTHS = {64, 128, 256, 512, 512};
    private static final long PUBLISHED_HIDDEN = 4096;

    private static final SortedMap<String, List<Integer>> DEPTHS =
            Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
                    "vgg11", List.of(1, 1, 2, 2, 2),
                    "vgg13", List.of(2, 2, 2, 2, 2),
                    "vgg16", List.of(2, 2, 3, 3, 3),
                    "vgg19", List.of(2, 2, 4, 4, 4))));

    static List<Architecture> all() {
        return withHidden(PUBLISHED_HIDDEN);
    }

    /** The family with other hidden layers than the published ones, which hold most of the weights. */
    static List<Architecture> withHidden(long hidden) {
        List<Architecture> all = new ArrayList<>();
        DEPTHS.forEach((name, depths) -> {
            all.add(new Vgg(depths, false, hidden).named(name));
            all.add(new Vgg(depths, true, hidden).named(name + "_bn"));
        });
        return all;
    }

    private Architecture named(String name) {
        return new Architecture(name, "classifier.6.weight", this::network);
    }

    private ModuleText network(long classes) {
        MethodWriter forward = MethodWriter.forward("x");
        String pooled = forward.chain("x", "features", "avgpool");
        String output = forward.call("classifier", forward.apply("torch.flatten", pooled, "1"));
        return ModuleText.of("__torch__.torchvision.models.vgg.VGG")
                .child("features", Layers.sequential(features()))
                .child("avgpool", Layers.adaptiveAveragePool(7))
                .child("classifier", classifier(classes))
                .method(forward.returns(output))
                .build();
    }

    private List<ModuleText> features() {
        List<ModuleText> layers = new ArrayList<>();
        long in = 3;
        for (int group = 0; group < WIDTHS.length; group++) {
            for (int i = 0; i < depths.get(group); i++) {
                layers.add(Layers.convWithBias(in, WIDTHS[group], Window.same(3)));
                in = WIDTHS[group];
                if (batchNorm) {
                    layers.add(Layers.batchNorm(in));
                }
                layers.add(Layers.relu());
            }
            layers.add(Layers.maxPool(Window.of(2).stride(2), false));
        }
        return layers;
    }

    private ModuleText classifier(long classes) {
        return Layers.sequential(
                Layers.linear(512 * 7 * 7, hidden),
                Layers.relu(),
                Layers.dropout(0.5),
                Layers.linear(hidden, hidden),
                Layers.relu(),
                Layers.dropout(0.5),
                Layers.linear(hidden, classes));
    }
}
