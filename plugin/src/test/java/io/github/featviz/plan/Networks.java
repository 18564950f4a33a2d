package io.github.featviz.plan;

import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import java.util.List;

/** Small networks as descriptions, laid out as real ones are. */
final class Networks {
    private Networks() {}

    static Layer layer(String name, String type, Long... shape) {
        return new Layer(name, type, true, List.of(shape), 0);
    }

    static Layer conv(String name, long filters, long edge, long parameters) {
        return new Layer(name, "Conv2d", true, List.of(1L, filters, edge, edge), parameters);
    }

    private static Layer operation(String name, String type, Long... shape) {
        return new Layer(name, type, false, List.of(shape), 0);
    }

    /** Convolution, norm and activation in a container; a bottleneck without activation; a residual block; a classifier. */
    static NetworkDescription residual() {
        return new NetworkDescription(
                "Net",
                1000,
                List.of(
                        conv("stem.conv", 8, 16, 216),
                        layer("stem.norm", "BatchNorm2d", 1L, 8L, 16L, 16L),
                        layer("stem.act", "ReLU6", 1L, 8L, 16L, 16L),
                        layer("stem", "Sequential", 1L, 8L, 16L, 16L),
                        conv("project.conv", 6, 16, 480),
                        layer("project.norm", "BatchNorm2d", 1L, 6L, 16L, 16L),
                        layer("project", "Sequential", 1L, 6L, 16L, 16L),
                        conv("block.conv1", 6, 16, 324),
                        layer("block.relu", "ReLU", 1L, 6L, 16L, 16L),
                        conv("block.conv2", 6, 16, 324),
                        operation("block.add", "add", 1L, 6L, 16L, 16L),
                        layer("block.relu_1", "ReLU", 1L, 6L, 16L, 16L),
                        layer("block", "BasicBlock", 1L, 6L, 16L, 16L),
                        layer("pool", "AdaptiveAvgPool2d", 1L, 6L, 1L, 1L),
                        operation("flatten", "flatten", 1L, 6L),
                        layer("boxes", "Unflatten", 1L, 2L, 3L, 1L, 1L),
                        layer("fc", "Linear", 1L, 10L)));
    }

    static NetworkDescription of(Layer... layers) {
        return new NetworkDescription("Net", 1, List.of(layers));
    }
}
