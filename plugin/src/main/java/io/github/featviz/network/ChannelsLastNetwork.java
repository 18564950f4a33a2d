package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Lays a network's images out place by place; the engine's operations keep to the layout that they get. DJL's arrays know one only. */
final class ChannelsLastNetwork extends DelegatingNetwork {

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

    private final ScriptModule module;

    ChannelsLastNetwork(Network network) {
        super(network);
        this.module = ScriptModule.ofText(network.manager(), "ChannelsLast", CODE);
    }

    @Override
    public NDArray activation(String layer, NDArray images) {
        return network.activation(layer, arranged(images));
    }

    @Override
    public List<NDArray> forward(NDArray images) {
        return network.forward(arranged(images));
    }

    /** The network stays its owner's to close. */
    @Override
    public void close() {
        module.close();
    }

    private NDArray arranged(NDArray images) {
        return module.call("forward", images).singletonOrThrow();
    }
}
