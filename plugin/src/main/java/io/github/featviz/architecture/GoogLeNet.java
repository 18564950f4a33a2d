package io.github.featviz.architecture;

import io.github.featviz.torchscript.MethodWriter;
import io.github.featviz.torchscript.ModuleText;
import java.util.List;

/**
 * GoogLeNet with batch norm, as torchvision builds it for its published weights: without the auxiliary classifiers, which only
 * training uses, and with the change of normalisation in front ({@link BasicConv#transformed}).
 *
 * @see <a href="https://arxiv.org/abs/1409.4842">Going Deeper with Convolutions</a>
 */
final class GoogLeNet {

    private static final String PACKAGE = "__torch__.torchvision.models.googlenet.";

    private GoogLeNet() {}

    static List<Architecture> all() {
        return List.of(new Architecture("googlenet", "fc.weight", GoogLeNet::network));
    }

    private static ModuleText network(long classes) {
        Window pooling = Window.of(3).stride(2);
        MethodWriter forward = MethodWriter.forward("x");
        String pooled = forward.chain(
                BasicConv.transformed(forward, "x"),
                "conv1",
                "maxpool1",
                "conv2",
                "conv3",
                "maxpool2",
                "inception3a",
                "inception3b",
                "maxpool3",
                "inception4a",
                "inception4b",
                "inception4c",
                "inception4d",
                "inception4e",
                "maxpool4",
                "inception5a",
                "inception5b",
                "avgpool");
        String flat = forward.apply("torch.flatten", pooled, "1");
        return ModuleText.of(PACKAGE + "GoogLeNet")
                .child("conv1", conv(3, 64, Window.same(7).stride(2)))
                .child("maxpool1", Layers.maxPool(pooling, true))
                .child("conv2", conv(64, 64, Window.of(1)))
                .child("conv3", conv(64, 192, Window.same(3)))
                .child("maxpool2", Layers.maxPool(pooling, true))
                .child("inception3a", inception(192, 64, 96, 128, 16, 32, 32))
                .child("inception3b", inception(256, 128, 128, 192, 32, 96, 64))
                .child("maxpool3", Layers.maxPool(pooling, true))
                .child("inception4a", inception(480, 192, 96, 208, 16, 48, 64))
                .child("inception4b", inception(512, 160, 112, 224, 24, 64, 64))
                .child("inception4c", inception(512, 128, 128, 256, 24, 64, 64))
                .child("inception4d", inception(512, 112, 144, 288, 32, 64, 64))
                .child("inception4e", inception(528, 256, 160, 320, 32, 128, 128))
                .child("maxpool4", Layers.maxPool(Window.of(2).stride(2), true))
                .child("inception5a", inception(832, 256, 160, 320, 32, 128, 128))
                .child("inception5b", inception(832, 384, 192, 384, 48, 128, 128))
                .child("avgpool", Layers.adaptiveAveragePool(1))
                .child("dropout", Layers.dropout(0.2))
                .child("fc", Layers.linear(1024, classes))
                .method(forward.returns(forward.chain(flat, "dropout", "fc")))
                .build();
    }

    private static ModuleText conv(long in, long out, Window window) {
        return BasicConv.of("googlenet", in, out, window);
    }

    /** The published third branch has 3 × 3 kernels where the article has 5 × 5. */
    private static ModuleText inception(
            long in, long out1, long reduced2, long out2, long reduced3, long out3, long out4) {
        MethodWriter forward = MethodWriter.forward("x");
        List<String> branches = List.of(
                forward.call("branch1", "x"),
                forward.call("branch2", "x"),
                forward.call("branch3", "x"),
                forward.call("branch4", "x"));
        return ModuleText.of(PACKAGE + "Inception")
                .child("branch1", conv(in, out1, Window.of(1)))
                .child(
                        "branch2",
                        Layers.sequential(conv(in, reduced2, Window.of(1)), conv(reduced2, out2, Window.same(3))))
                .child(
                        "branch3",
                        Layers.sequential(conv(in, reduced3, Window.of(1)), conv(reduced3, out3, Window.same(3))))
                .child("branch4", Layers.sequential(Layers.maxPool(Window.same(3), true), conv(in, out4, Window.of(1))))
                .method(forward.returns(forward.apply("torch.cat", MethodWriter.list(branches), "1")))
                .build();
    }
}
