package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.NetworkDescription;
import java.util.List;

/** Lays a network's images out place by place; the engine's operations keep to the layout that they get. DJL's arrays know one only. */
final class ChannelsLastNetwork implements Network {

    private static final String CODE =
            """
            class ChannelsLast(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.ChannelsLast,
                x: Tensor) -> Tensor:
                return torch.contiguous(x, memory_format=2)
            """;

    private final Network network;
    private final ScriptModule module;

    ChannelsLastNetwork(Network network) {
        this.network = network;
        this.module = ScriptModule.ofText(network.manager(), "ChannelsLast", CODE);
    }

    @Override
    public InputFormat input() {
        return network.input();
    }

    @Override
    public NDManager manager() {
        return network.manager();
    }

    @Override
    public NetworkDescription describe() {
        return network.describe();
    }

    @Override
    public NDArray activation(String layer, NDArray images) {
        return network.activation(layer, arranged(images));
    }

    @Override
    public List<NDArray> forward(NDArray images) {
        return network.forward(arranged(images));
    }

    @Override
    public List<Integer> resampledSizes(String layer) {
        return network.resampledSizes(layer);
    }

    @Override
    public String precision() {
        return network.precision();
    }

    @Override
    public void close() {
        module.close();
    }

    private NDArray arranged(NDArray images) {
        return module.call("forward", images).singletonOrThrow();
    }
}
