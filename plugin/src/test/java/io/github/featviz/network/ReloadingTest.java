package io.github.featviz.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks that are loaded once more while they are open: the weights of before go. */
class ReloadingTest {

    private static final TorchScriptNetwork.Preparation NONE = (source, kept) -> source;

    @Test
    void for_a_layer_that_was_not_declared() throws IOException {
        try (Network network = Networks.open(SmallNetworks.archive("fixed"), SmallNetworks.input("fixed"), List.of())) {
            long before = AttachedResources.of(network.manager());
            try (NDManager scratch = network.manager().newSubManager()) {
                network.activation("conv", scratch.zeros(new Shape(1, 3, 16, 16)));
            }

            assertThat(AttachedResources.of(network.manager())).isEqualTo(before);
        }
    }

    @Test
    void in_fp32_where_its_own_numbers_are_fp16() throws IOException {
        TorchScriptArchive half = TorchScriptArchive.read(SmallNetworks.archive("half"));
        try (Network widened = open(half);
                Network single = open(half.widened())) {
            assertThat(widened.precision()).isEqualTo("fp32");
            assertThat(AttachedResources.of(widened.manager())).isEqualTo(AttachedResources.of(single.manager()));
        }
    }

    private static Network open(TorchScriptArchive archive) throws IOException {
        return new TorchScriptNetwork(archive, NONE, SmallNetworks.input("half"), List.of());
    }
}
