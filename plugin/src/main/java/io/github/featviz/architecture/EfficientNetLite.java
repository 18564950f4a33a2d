package io.github.featviz.architecture;

import io.github.featviz.torchscript.MethodWriter;
import io.github.featviz.torchscript.ModuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * EfficientNet-Lite, as timm builds it, with timm's names.
 *
 * @param width factor of the channels of the blocks
 * @param depth factor of the number of blocks of all stages but the first and last
 * @param origin where the weights were trained; timm names those of TensorFlow {@code tf_efficientnet_lite0} and so on
 * @see <a href="https://arxiv.org/abs/1905.11946">EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks</a>
 */
record EfficientNetLite(double width, double depth, Origin origin) {

    /** Where the weights were trained, which decides paddings and the batch norm's epsilon. */
    private enum Origin {
        /** In PyTorch. */
        TORCH(1e-5),
        /** In TensorFlow: maps are padded by as little as an image of its size needs, more below and to the right. */
        TENSORFLOW(1e-3);

        private final double epsilon;

        Origin(double epsilon) {
            this.epsilon = epsilon;
        }
    }

    /**
     * Blocks of equal width.
     *
     * @param expansion of the channels within a block
     * @param channels a block puts out, before scaling
     * @param blocks how many, before scaling
     * @param kernel size of the depthwise convolution
     * @param stride of the first block
     */
    private record Stage(long expansion, long channels, int blocks, int kernel, int stride) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 16, 1, 3, 1),
            new Stage(6, 24, 2, 3, 2),
            new Stage(6, 40, 2, 5, 2),
            new Stage(6, 80, 3, 3, 2),
            new Stage(6, 112, 3, 5, 1),
            new Stage(6, 192, 4, 5, 2),
            new Stage(6, 320, 1, 3, 1));

    private static final String BLOCKS = "__torch__.timm.models._efficientnet_blocks.";
    private static final long STEM = 32;
    private static final long HEAD = 1280;

    static List<Architecture> all() {
        return Stream.of(Origin.values()).flatMap(EfficientNetLite::all).toList();
    }

    private static Stream<Architecture> all(Origin origin) {
        String prefix = origin == Origin.TORCH ? "efficientnet_lite" : "tf_efficientnet_lite";
        return Stream.of(
                new EfficientNetLite(1.0, 1.0, origin).named(prefix + 0),
                new EfficientNetLite(1.0, 1.1, origin).named(prefix + 1),
                new EfficientNetLite(1.1, 1.2, origin).named(prefix + 2),
                new EfficientNetLite(1.2, 1.4, origin).named(prefix + 3),
                new EfficientNetLite(1.4, 1.8, origin).named(prefix + 4));
    }

    private Architecture named(String name) {
        return new Architecture(name, "classifier.weight", this::network);
    }

    private ModuleText network(long classes) {
        List<ModuleText> stages = new ArrayList<>();
        long in = STEM;
        for (int i = 0; i < STAGES.size(); i++) {
            boolean scaled = i > 0 && i < STAGES.size() - 1;
            Stage stage = STAGES.get(i);
            int blocks = scaled ? (int) Math.ceil(stage.blocks() * depth) : stage.blocks();
            long out = rounded(stage.channels() * width);
            stages.add(stage(in, out, blocks, stage));
            in = out;
        }
        MethodWriter forward = MethodWriter.forward("x");
        String output =
                forward.chain("x", "conv_stem", "bn1", "blocks", "conv_head", "bn2", "global_pool", "classifier");
        return ModuleText.of("__torch__.timm.models.efficientnet.EfficientNet")
                .child("conv_stem", spatial(3, STEM, Window.same(3).stride(2), 1))
                .child("bn1", norm(STEM, Layers.relu6()))
                .child("blocks", Layers.sequential(stages))
                .child("conv_head", Layers.conv(in, HEAD, Window.of(1)))
                .child("bn2", norm(HEAD, Layers.relu6()))
                .child("global_pool", pool())
                .child("classifier", Layers.linear(HEAD, classes))
                .method(forward.returns(output))
                .build();
    }

    /** The nearest multiple of 8, but not less than nine tenths. */
    private static long rounded(double channels) {
        long near = Math.max(8, (long) (channels + 4) / 8 * 8);
        return near < 0.9 * channels ? near + 8 : near;
    }

    private ModuleText stage(long in, long out, int blocks, Stage stage) {
        List<ModuleText> modules = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            long from = i == 0 ? in : out;
            Window window = Window.same(stage.kernel()).stride(i == 0 ? stage.stride() : 1);
            modules.add(stage.expansion() == 1 ? separable(from, out, window) : inverted(from, out, window));
        }
        return Layers.sequential(modules);
    }

    private ModuleText separable(long in, long out, Window window) {
        ModuleText.Builder block = ModuleText.of(BLOCKS + "DepthwiseSeparableConv")
                .child("conv_dw", spatial(in, in, window, in))
                .child("bn1", norm(in, Layers.relu6()))
                .child("aa", Layers.identity())
                .child("se", Layers.identity())
                .child("conv_pw", Layers.conv(in, out, Window.of(1)))
                .child("bn2", norm(out, Layers.identity()));
        return residual(block, in == out && window.stride() == 1, "conv_dw", "bn1", "aa", "se", "conv_pw", "bn2");
    }

    private ModuleText inverted(long in, long out, Window window) {
        long hidden = 6 * in;
        ModuleText.Builder block = ModuleText.of(BLOCKS + "InvertedResidual")
                .child("conv_pw", Layers.conv(in, hidden, Window.of(1)))
                .child("bn1", norm(hidden, Layers.relu6()))
                .child("conv_dw", spatial(hidden, hidden, window, hidden))
                .child("bn2", norm(hidden, Layers.relu6()))
                .child("aa", Layers.identity())
                .child("se", Layers.identity())
                .child("conv_pwl", Layers.conv(hidden, out, Window.of(1)))
                .child("bn3", norm(out, Layers.identity()));
        return residual(
                block,
                in == out && window.stride() == 1,
                "conv_pw",
                "bn1",
                "conv_dw",
                "bn2",
                "aa",
                "se",
                "conv_pwl",
                "bn3");
    }

    private static ModuleText residual(ModuleText.Builder block, boolean skips, String... layers) {
        MethodWriter forward = MethodWriter.forward("x");
        String residue = forward.chain("x", layers);
        String output = skips ? forward.apply("torch.add", forward.call("drop_path", residue), "x") : residue;
        return block.child("drop_path", Layers.identity())
                .method(forward.returns(output))
                .build();
    }

    private ModuleText norm(long channels, ModuleText activation) {
        MethodWriter forward = MethodWriter.forward("x");
        String normalised = Layers.normalised(forward, "x", origin.epsilon);
        return Layers.normalising("__torch__.timm.layers.norm_act.BatchNormAct2d", channels)
                .child("drop", Layers.identity())
                .child("act", activation)
                .method(forward.returns(forward.chain(normalised, "drop", "act")))
                .build();
    }

    private ModuleText spatial(long in, long out, Window window, long groups) {
        return origin == Origin.TENSORFLOW && window.stride() == 2
                ? paddedAsNeeded(in, out, window, groups)
                : Layers.conv(in, out, window, groups, false);
    }

    /** Halves a map whose size is known only when it runs: an odd one takes a row and a column more above and to the left. */
    private static ModuleText paddedAsNeeded(long in, long out, Window window, long groups) {
        MethodWriter forward = MethodWriter.forward("x");
        String after = Integer.toString(window.height() / 2);
        String padding = MethodWriter.list(
                List.of(before(forward, 3, window.width()), after, before(forward, 2, window.height()), after));
        String padded = forward.apply("torch.pad", "x", padding);
        Window bare = window.padding(0);
        String output = forward.apply(
                "torch.conv2d",
                padded,
                forward.read("weight"),
                "None",
                bare.strideText(),
                bare.paddingText(),
                "[1, 1]",
                Long.toString(groups));
        return ModuleText.of("__torch__.timm.layers.conv2d_same.Conv2dSame")
                .parameter("weight", out, in / groups, window.height(), window.width())
                .method(forward.returns(output))
                .build();
    }

    private static String before(MethodWriter forward, int dimension, int kernel) {
        String size = forward.apply("torch.size", "x", Integer.toString(dimension));
        String odd = forward.apply("torch.remainder", size, "2");
        return forward.apply("torch.add", odd, Integer.toString(kernel / 2 - 1));
    }

    private static ModuleText pool() {
        MethodWriter forward = MethodWriter.forward("x");
        return ModuleText.of("__torch__.timm.layers.adaptive_avgmax_pool.SelectAdaptivePool2d")
                .child("pool", Layers.adaptiveAveragePool(1))
                .child("flatten", Layers.flatten())
                .method(forward.returns(forward.chain("x", "pool", "flatten")))
                .build();
    }
}
