package io.github.featviz.architecture;

import io.github.featviz.torchscript.MethodWriter;
import io.github.featviz.torchscript.ModuleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    static List<Architecture> all() {
        List<Architecture> all = new ArrayList<>();
        add(all, "vgg11", 1, 1, 2, 2, 2);
        add(all, "vgg13", 2, 2, 2, 2, 2);
        add(all, "vgg16", 2, 2, 3, 3, 3);
        add(all, "vgg19", 2, 2, 4, 4, 4);
        return all;
    }

    private static void add(List<Architecture> all, String name, Integer... depths) {
        all.add(new Vgg(Arrays.asList(depths), false, PUBLISHED_HIDDEN).named(name));
        all.add(new Vgg(Arrays.asList(depths), true, PUBLISHED_HIDDEN).named(name + "_bn"));
    }

    Architecture named(String name) {
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
