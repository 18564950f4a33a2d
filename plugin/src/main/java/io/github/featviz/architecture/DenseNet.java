package io.github.featviz.architecture;

import io.github.featviz.torchscript.MethodWriter;
import io.github.featviz.torchscript.ModuleText;
import java.util.ArrayList;
import java.util.List;

/**
 * DenseNet, as torchvision builds it.
 *
 * @param growth channels that each layer adds
 * @param depths number of layers of each of the four blocks
 * @param stem channels of the first convolution
 * @see <a href="https://arxiv.org/abs/1608.06993">Densely Connected Convolutional Networks</a>
 */
record DenseNet(long growth, List<Integer> depths, long stem) {

    private static final String PACKAGE = "__torch__.torchvision.models.densenet.";

    static List<Architecture> all() {
        return List.of(
                new DenseNet(32, List.of(6, 12, 24, 16), 64).named("densenet121"),
                new DenseNet(48, List.of(6, 12, 36, 24), 96).named("densenet161"),
                new DenseNet(32, List.of(6, 12, 32, 32), 64).named("densenet169"),
                new DenseNet(32, List.of(6, 12, 48, 32), 64).named("densenet201"));
    }

    private Architecture named(String name) {
        return new Architecture(name, "classifier.weight", this::network);
    }

    private ModuleText network(long classes) {
        MethodWriter forward = MethodWriter.forward("x");
        String activated = forward.apply("torch.relu", forward.call("features", "x"));
        String pooled = forward.apply("torch.adaptive_avg_pool2d", activated, "[1, 1]");
        String output = forward.call("classifier", forward.apply("torch.flatten", pooled, "1"));
        long channels = stem;
        for (int i = 0; i < depths.size(); i++) {
            channels = (i == 0 ? channels : channels / 2) + depths.get(i) * growth;
        }
        return ModuleText.of(PACKAGE + "DenseNet")
                .child("features", features())
                .child("classifier", Layers.linear(channels, classes))
                .method(forward.returns(output))
                .build();
    }

    private ModuleText features() {
        List<String> names = new ArrayList<>();
        List<ModuleText> modules = new ArrayList<>();
        names.addAll(List.of("conv0", "norm0", "relu0", "pool0"));
        modules.add(Layers.conv(3, stem, Window.same(7).stride(2)));
        modules.add(Layers.batchNorm(stem));
        modules.add(Layers.relu());
        modules.add(Layers.maxPool(Window.same(3).stride(2), false));
        long channels = stem;
        for (int i = 1; i <= depths.size(); i++) {
            if (i > 1) {
                names.add("transition" + (i - 1));
                modules.add(transition(channels));
                channels /= 2;
            }
            names.add("denseblock" + i);
            modules.add(block(channels, depths.get(i - 1)));
            channels += depths.get(i - 1) * growth;
        }
        names.add("norm5");
        modules.add(Layers.batchNorm(channels));
        return Layers.sequential(Layers.SEQUENTIAL, names, modules);
    }

    private static ModuleText transition(long channels) {
        return Layers.sequential(
                PACKAGE + "_Transition",
                List.of("norm", "relu", "conv", "pool"),
                List.of(
                        Layers.batchNorm(channels),
                        Layers.relu(),
                        Layers.conv(channels, channels / 2, Window.of(1)),
                        Layers.averagePool(Window.of(2).stride(2))));
    }

    private ModuleText block(long channels, int depth) {
        ModuleText.Builder block = ModuleText.of(PACKAGE + "_DenseBlock");
        MethodWriter forward = MethodWriter.forward("init_features");
        List<String> maps = new ArrayList<>(List.of("init_features"));
        for (int i = 0; i < depth; i++) {
            String name = "denselayer" + (i + 1);
            block.child(name, layer(channels + i * growth));
            maps.add(forward.call(name, MethodWriter.list(maps)));
        }
        return block.method(forward.returns(forward.apply("torch.cat", MethodWriter.list(maps), "1")))
                .build();
    }

    private ModuleText layer(long channels) {
        MethodWriter forward = MethodWriter.forward("input: List[Tensor]");
        String joined = forward.apply("torch.cat", "input", "1");
        return ModuleText.of(PACKAGE + "_DenseLayer")
                .child("norm1", Layers.batchNorm(channels))
                .child("relu1", Layers.relu())
                .child("conv1", Layers.conv(channels, 4 * growth, Window.of(1)))
                .child("norm2", Layers.batchNorm(4 * growth))
                .child("relu2", Layers.relu())
                .child("conv2", Layers.conv(4 * growth, growth, Window.same(3)))
                .method(forward.returns(forward.chain(joined, "norm1", "relu1", "conv1", "norm2", "relu2", "conv2")))
                .build();
    }
}
