package io.github.featviz.architecture;

import io.github.featviz.torchscript.MethodWriter;
import io.github.featviz.torchscript.ModuleText;
import java.util.ArrayList;
import java.util.List;

/**
 * ResNet, Wide ResNet and ResNeXt, as torchvision builds them (a bottleneck's stride is in its 3 × 3 convolution).
 *
 * @param depths number of blocks of each of the four stages
 * @param bottleneck whether blocks have three convolutions; else they have two
 * @param groups of the bottleneck's 3 × 3 convolution
 * @param groupWidth channels a group, where a stage has 64
 * @see <a href="https://arxiv.org/abs/1512.03385">Deep Residual Learning for Image Recognition</a>
 * @see <a href="https://arxiv.org/abs/1605.07146">Wide Residual Networks</a>
 * @see <a href="https://arxiv.org/abs/1611.05431">Aggregated Residual Transformations for Deep Neural Networks</a>
 */
record ResNet(List<Integer> depths, boolean bottleneck, long groups, long groupWidth) {

    private static final String PACKAGE = "__torch__.torchvision.models.resnet.";
    private static final List<Integer> DEPTHS_50 = List.of(3, 4, 6, 3);
    private static final List<Integer> DEPTHS_101 = List.of(3, 4, 23, 3);

    static List<Architecture> all() {
        return List.of(
                new ResNet(List.of(2, 2, 2, 2), false, 1, 64).named("resnet18"),
                new ResNet(DEPTHS_50, false, 1, 64).named("resnet34"),
                new ResNet(DEPTHS_50, true, 1, 64).named("resnet50"),
                new ResNet(DEPTHS_101, true, 1, 64).named("resnet101"),
                new ResNet(List.of(3, 8, 36, 3), true, 1, 64).named("resnet152"),
                new ResNet(DEPTHS_50, true, 1, 128).named("wide_resnet50_2"),
                new ResNet(DEPTHS_101, true, 1, 128).named("wide_resnet101_2"),
                new ResNet(DEPTHS_50, true, 32, 4).named("resnext50_32x4d"),
                new ResNet(DEPTHS_101, true, 32, 8).named("resnext101_32x8d"),
                new ResNet(DEPTHS_101, true, 64, 4).named("resnext101_64x4d"));
    }

    private Architecture named(String name) {
        return new Architecture(name, "fc.weight", this::network);
    }

    private ModuleText network(long classes) {
        ModuleText.Builder module = ModuleText.of(PACKAGE + "ResNet")
                .child("conv1", Layers.conv(3, 64, Window.same(7).stride(2)))
                .child("bn1", Layers.batchNorm(64))
                .child("relu", Layers.relu())
                .child("maxpool", Layers.maxPool(Window.same(3).stride(2), false));
        long in = 64;
        for (int stage = 0; stage < depths.size(); stage++) {
            long width = 64L << stage;
            module.child("layer" + (stage + 1), stage(in, width, depths.get(stage), stage == 0 ? 1 : 2));
            in = expanded(width);
        }
        MethodWriter forward = MethodWriter.forward("x");
        String pooled = forward.chain(
                "x", "conv1", "bn1", "relu", "maxpool", "layer1", "layer2", "layer3", "layer4", "avgpool");
        String output = forward.call("fc", forward.apply("torch.flatten", pooled, "1"));
        return module.child("avgpool", Layers.adaptiveAveragePool(1))
                .child("fc", Layers.linear(in, classes))
                .method(forward.returns(output))
                .build();
    }

    private long expanded(long width) {
        return bottleneck ? 4 * width : width;
    }

    private ModuleText stage(long in, long width, int depth, int stride) {
        List<ModuleText> blocks = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            blocks.add(block(i == 0 ? in : expanded(width), width, i == 0 ? stride : 1));
        }
        return Layers.sequential(blocks);
    }

    private ModuleText block(long in, long width, int stride) {
        long out = expanded(width);
        boolean reshaped = stride != 1 || in != out;
        ModuleText.Builder block = bottleneck ? bottleneck(in, width, stride) : basic(in, width, stride);
        if (reshaped) {
            block.child(
                    "downsample",
                    Layers.sequential(Layers.conv(in, out, Window.of(1).stride(stride)), Layers.batchNorm(out)));
        }
        MethodWriter forward = MethodWriter.forward("x");
        String residue = bottleneck
                ? forward.chain("x", "conv1", "bn1", "relu", "conv2", "bn2", "relu", "conv3", "bn3")
                : forward.chain("x", "conv1", "bn1", "relu", "conv2", "bn2");
        String identity = reshaped ? forward.call("downsample", "x") : "x";
        String sum = forward.apply("torch.add", residue, identity);
        return block.method(forward.returns(forward.call("relu", sum))).build();
    }

    private static ModuleText.Builder basic(long in, long width, int stride) {
        return ModuleText.of(PACKAGE + "BasicBlock")
                .child("conv1", Layers.conv(in, width, Window.same(3).stride(stride)))
                .child("bn1", Layers.batchNorm(width))
                .child("relu", Layers.relu())
                .child("conv2", Layers.conv(width, width, Window.same(3)))
                .child("bn2", Layers.batchNorm(width));
    }

    private ModuleText.Builder bottleneck(long in, long width, int stride) {
        long inner = width * groupWidth / 64 * groups;
        return ModuleText.of(PACKAGE + "Bottleneck")
                .child("conv1", Layers.conv(in, inner, Window.of(1)))
                .child("bn1", Layers.batchNorm(inner))
                .child("conv2", Layers.conv(inner, inner, Window.same(3).stride(stride), groups, false))
                .child("bn2", Layers.batchNorm(inner))
                .child("conv3", Layers.conv(inner, 4 * width, Window.of(1)))
                .child("bn3", Layers.batchNorm(4 * width))
                .child("relu", Layers.relu());
    }
}
