package io.github.featviz.architecture;

import io.github.featviz.torchscript.MethodWriter;
import io.github.featviz.torchscript.ModuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * SqueezeNet, as torchvision builds it.
 *
 * @param stem the first convolution, with its 3 input channels
 * @param pooled numbers of the fire modules, from 1, in front of which the map is pooled
 * @see <a href="https://arxiv.org/abs/1602.07360">SqueezeNet: AlexNet-level accuracy with 50x fewer parameters</a>
 */
record SqueezeNet(Stem stem, Set<Integer> pooled) {

    /**
     * The first convolution.
     *
     * @param channels it puts out
     * @param window how it moves
     */
    record Stem(long channels, Window window) {}

    private static final String PACKAGE = "__torch__.torchvision.models.squeezenet.";
    private static final long[] SQUEEZED = {16, 16, 32, 32, 48, 48, 64, 64};

    static List<Architecture> all() {
        return List.of(
                new SqueezeNet(new Stem(96, Window.of(7).stride(2)), Set.of(1, 4, 8)).named("squeezenet1_0"),
                new SqueezeNet(new Stem(64, Window.of(3).stride(2)), Set.of(1, 3, 5)).named("squeezenet1_1"));
    }

    private Architecture named(String name) {
        return new Architecture(name, "classifier.1.weight", this::network);
    }

    private ModuleText network(long classes) {
        MethodWriter forward = MethodWriter.forward("x");
        String map = forward.chain("x", "features", "classifier");
        return ModuleText.of(PACKAGE + "SqueezeNet")
                .child("features", Layers.sequential(features()))
                .child(
                        "classifier",
                        Layers.sequential(
                                Layers.dropout(0.5),
                                Layers.convWithBias(512, classes, Window.of(1)),
                                Layers.relu(),
                                Layers.adaptiveAveragePool(1)))
                .method(forward.returns(forward.apply("torch.flatten", map, "1")))
                .build();
    }

    private List<ModuleText> features() {
        List<ModuleText> layers = new ArrayList<>();
        layers.add(Layers.convWithBias(3, stem.channels(), stem.window()));
        layers.add(Layers.relu());
        long in = stem.channels();
        for (int i = 0; i < SQUEEZED.length; i++) {
            if (pooled.contains(i + 1)) {
                layers.add(Layers.maxPool(Window.of(3).stride(2), true));
            }
            layers.add(fire(in, SQUEEZED[i]));
            in = 8 * SQUEEZED[i];
        }
        return layers;
    }

    private static ModuleText fire(long in, long squeezed) {
        MethodWriter forward = MethodWriter.forward("x");
        String narrow = forward.chain("x", "squeeze", "squeeze_activation");
        String small = forward.chain(narrow, "expand1x1", "expand1x1_activation");
        String large = forward.chain(narrow, "expand3x3", "expand3x3_activation");
        return ModuleText.of(PACKAGE + "Fire")
                .child("squeeze", Layers.convWithBias(in, squeezed, Window.of(1)))
                .child("squeeze_activation", Layers.relu())
                .child("expand1x1", Layers.convWithBias(squeezed, 4 * squeezed, Window.of(1)))
                .child("expand1x1_activation", Layers.relu())
                .child("expand3x3", Layers.convWithBias(squeezed, 4 * squeezed, Window.same(3)))
                .child("expand3x3_activation", Layers.relu())
                .method(forward.returns(forward.apply("torch.cat", MethodWriter.list(List.of(small, large)), "1")))
                .build();
    }
}
