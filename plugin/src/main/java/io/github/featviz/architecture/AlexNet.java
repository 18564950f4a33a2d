package io.github.featviz.architecture;

import io.github.featviz.torchscript.MethodWriter;
import io.github.featviz.torchscript.ModuleText;
import java.util.List;

/**
 * AlexNet in its one-column form, as torchvision builds it.
 *
 * @param hidden width of the hidden linear layers
 * @see <a href="https://arxiv.org/abs/1404.5997">One weird trick for parallelizing convolutional neural networks</a>
 */
record AlexNet(long hidden) {

    static List<Architecture> all() {
        return List.of(new AlexNet(4096).architecture());
    }

    Architecture architecture() {
        return new Architecture("alexnet", "classifier.6.weight", this::network);
    }

    private ModuleText network(long classes) {
        MethodWriter forward = MethodWriter.forward("x");
        String pooled = forward.chain("x", "features", "avgpool");
        String output = forward.call("classifier", forward.apply("torch.flatten", pooled, "1"));
        return ModuleText.of("__torch__.torchvision.models.alexnet.AlexNet")
                .child("features", features())
                .child("avgpool", Layers.adaptiveAveragePool(6))
                .child("classifier", classifier(classes))
                .method(forward.returns(output))
                .build();
    }

    private static ModuleText features() {
        Window pooling = Window.of(3).stride(2);
        return Layers.sequential(
                Layers.convWithBias(3, 64, Window.of(11).stride(4).padding(2)),
                Layers.relu(),
                Layers.maxPool(pooling, false),
                Layers.convWithBias(64, 192, Window.same(5)),
                Layers.relu(),
                Layers.maxPool(pooling, false),
                Layers.convWithBias(192, 384, Window.same(3)),
                Layers.relu(),
                Layers.convWithBias(384, 256, Window.same(3)),
                Layers.relu(),
                Layers.convWithBias(256, 256, Window.same(3)),
                Layers.relu(),
                Layers.maxPool(pooling, false));
    }

    private ModuleText classifier(long classes) {
        return Layers.sequential(
                Layers.dropout(0.5),
                Layers.linear(256 * 6 * 6, hidden),
                Layers.relu(),
                Layers.dropout(0.5),
                Layers.linear(hidden, hidden),
                Layers.relu(),
                Layers.linear(hidden, classes));
    }
}
