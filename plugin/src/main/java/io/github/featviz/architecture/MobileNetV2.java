package io.github.featviz.architecture;

import io.github.featviz.torchscript.MethodWriter;
import io.github.featviz.torchscript.ModuleText;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileNet v2 in its usual width, as torchvision builds it.
 *
 * @see <a href="https://arxiv.org/abs/1801.04381">MobileNetV2: Inverted Residuals and Linear Bottlenecks</a>
 */
final class MobileNetV2 {

    /**
     * Blocks of equal width.
     *
     * @param expansion of the channels within a block
     * @param channels a block puts out
     * @param depth number of blocks
     * @param stride of the first
     */
    private record Stage(long expansion, long channels, int depth, int stride) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 16, 1, 1),
            new Stage(6, 24, 2, 2),
            new Stage(6, 32, 3, 2),
            new Stage(6, 64, 4, 2),
            new Stage(6, 96, 3, 1),
            new Stage(6, 160, 3, 2),
            new Stage(6, 320, 1, 1));

    private MobileNetV2() {}

    static List<Architecture> all() {
        return List.of(new Architecture("mobilenet_v2", "classifier.1.weight", MobileNetV2::network));
    }

    private static ModuleText network(long classes) {
        MethodWriter forward = MethodWriter.forward("x");
        String map = forward.call("features", "x");
        String pooled = forward.apply("torch.adaptive_avg_pool2d", map, "[1, 1]");
        String output = forward.call("classifier", forward.apply("torch.flatten", pooled, "1"));
        return ModuleText.of("__torch__.torchvision.models.mobilenetv2.MobileNetV2")
                .child("features", Layers.sequential(features()))
                .child("classifier", Layers.sequential(Layers.dropout(0.2), Layers.linear(1280, classes)))
                .method(forward.returns(output))
                .build();
    }

    private static List<ModuleText> features() {
        List<ModuleText> layers = new ArrayList<>();
        layers.add(activated(3, 32, Window.same(3).stride(2), 1));
        long in = 32;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.depth(); i++) {
                layers.add(block(in, stage, i == 0 ? stage.stride() : 1));
                in = stage.channels();
            }
        }
        layers.add(activated(in, 1280, Window.of(1), 1));
        return layers;
    }

    private static ModuleText activated(long in, long out, Window window, long groups) {
        return Layers.sequential(
                "__torch__.torchvision.ops.misc.Conv2dNormActivation",
                List.of(Layers.conv(in, out, window, groups, false), Layers.batchNorm(out), Layers.relu6()));
    }

    private static ModuleText block(long in, Stage stage, int stride) {
        long hidden = in * stage.expansion();
        List<ModuleText> layers = new ArrayList<>();
        if (hidden != in) {
            layers.add(activated(in, hidden, Window.of(1), 1));
        }
        layers.add(activated(hidden, hidden, Window.same(3).stride(stride), hidden));
        layers.add(Layers.conv(hidden, stage.channels(), Window.of(1)));
        layers.add(Layers.batchNorm(stage.channels()));
        MethodWriter forward = MethodWriter.forward("x");
        String residue = forward.call("conv", "x");
        boolean same = stride == 1 && in == stage.channels();
        return ModuleText.of("__torch__.torchvision.models.mobilenetv2.InvertedResidual")
                .child("conv", Layers.sequential(layers))
                .method(forward.returns(same ? forward.apply("torch.add", "x", residue) : residue))
                .build();
    }
}
