package io.github.featviz.network;

import io.github.featviz.result.InputFormat;
import io.github.featviz.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens networks, whatever they are stored as. */
public final class Networks {

    private Networks() {}

    /** Sets how many threads the engine may use for what the calling thread asks of it. */
    public static void useThreads(int threads) {
        TorchEngine.useThreads(threads);
    }

    /**
     * Opens a TorchScript file.
     *
     * @param archive traced or scripted network, as {@code torch.jit.save} writes it
     * @param input how images reach it
     * @param layers layers that will be asked for; others can be had too, at the price of loading the network once more
     * @return the network, to be closed
     * @throws IOException when the file cannot be read or is something else; the message says what it is and the way out
     * @throws UnknownLayerException when there is no such layer
     * @throws NetworkException when the engine cannot load the network
     */
    public static Network open(Path archive, InputFormat input, Collection<String> layers) throws IOException {
        return open(TorchScriptArchive.read(archive), (source, kept) -> source, input, layers);
    }

    /**
     * Opens a TorchScript file with its batch norms folded into the convolutions before them as far as that can be done. Its values are
     * those of {@link #open} up to rounding, and come sooner.
     *
     * @param archive traced or scripted network, as {@code torch.jit.save} writes it
     * @param input how images reach it
     * @param layers layers that will be asked for
     * @param awake whether gradients are to pass where a ReLU is off
     * @return the network, to be closed; empty: there is nothing to fold
     * @throws IOException when the file cannot be read or is something else
     * @throws UnknownLayerException when there is no such layer
     * @throws NetworkException when the engine cannot load the network
     */
    public static Optional<Network> openFolded(
            Path archive, InputFormat input, Collection<String> layers, boolean awake) throws IOException {
        TorchScriptArchive source = read(archive, awake);
        return source.folds(layers)
                ? Optional.of(open(source, TorchScriptArchive::folded, input, layers))
                : Optional.empty();
    }

    /**
     * Opens a TorchScript file with its batch norms folded and its fp32 weights rounded to bf16, and computes in it: on some processors
     * several times faster, to two or three digits. A network whose code makes fp32 tensors itself fails when it is first run.
     *
     * @param archive traced or scripted network, as {@code torch.jit.save} writes it
     * @param input how images reach it
     * @param layers layers that will be asked for
     * @param awake whether gradients are to pass where a ReLU is off
     * @return the network, to be closed
     * @throws IOException when the file cannot be read or is something else
     * @throws UnknownLayerException when there is no such layer
     * @throws NetworkException when the engine cannot load the network
     */
    public static Network openNarrowed(Path archive, InputFormat input, Collection<String> layers, boolean awake)
            throws IOException {
        return open(read(archive, awake), (source, kept) -> source.folded(kept).narrowed(), input, layers);
    }

    /**
     * Opens a TorchScript file as {@link #openFolded} or {@link #openNarrowed} does, with convolutions of 3 × 3 over many channels
     * computed by Winograd's algorithm, which multiplies less and adds more. Its values are the same up to rounding.
     *
     * @param archive traced or scripted network, as {@code torch.jit.save} writes it
     * @param input how images reach it
     * @param layers layers that will be asked for
     * @param narrowed whether in bf16
     * @param awake whether gradients are to pass where a ReLU is off
     * @return the network, to be closed; empty: it has no such convolution
     * @throws IOException when the file cannot be read or is something else
     * @throws UnknownLayerException when there is no such layer
     * @throws NetworkException when the engine cannot load the network
     */
    public static Optional<Network> openByWinograd(
            Path archive, InputFormat input, Collection<String> layers, boolean narrowed, boolean awake)
            throws IOException {
        TorchScriptArchive source = read(archive, awake);
        TorchScriptNetwork.Preparation preparation = (plain, kept) -> {
            TorchScriptArchive quick = plain.folded(kept).byWinograd(kept);
            return narrowed ? quick.narrowed() : quick;
        };
        return source.suitsWinograd(layers) ? Optional.of(open(source, preparation, input, layers)) : Optional.empty();
    }

    /**
     * Opens a TorchScript file so that gradients pass where a ReLU is off. Its values are those of {@link #open}.
     *
     * @param archive traced or scripted network, as {@code torch.jit.save} writes it
     * @param input how images reach it
     * @param layers layers that will be asked for; others can be had too, at the price of loading the network once more
     * @return the network, to be closed; empty: it has no ReLU
     * @throws IOException when the file cannot be read or is something else
     * @throws UnknownLayerException when there is no such layer
     * @throws NetworkException when the engine cannot load the network
     */
    public static Optional<Network> openAwake(Path archive, InputFormat input, Collection<String> layers)
            throws IOException {
        TorchScriptArchive source = TorchScriptArchive.read(archive);
        return source.hasRelu()
                ? Optional.of(open(source.awake(), (awake, kept) -> awake, input, layers))
                : Optional.empty();
    }

    private static TorchScriptArchive read(Path archive, boolean awake) throws IOException {
        TorchScriptArchive source = TorchScriptArchive.read(archive);
        return awake ? source.awake() : source;
    }

    private static Network open(
            TorchScriptArchive archive,
            TorchScriptNetwork.Preparation preparation,
            InputFormat input,
            Collection<String> layers)
            throws IOException {
        return new FittingNetwork(new TorchScriptNetwork(archive, preparation, input, layers));
    }

    /**
     * The same network with images, and so all maps, laid out place by place in memory ("channels last") instead of map by map.
     *
     * @param network stays the caller's: closing the result does not close it
     */
    public static Network channelsLast(Network network) {
        return new ChannelsLastNetwork(network);
    }

    /**
     * Opens a network written in Java with DJL's blocks.
     *
     * @param factory full name of a public class with a public constructor without parameters that implements
     *     {@code Supplier<ai.djl.nn.Block>}, on the class path of this process
     * @param parameters file that {@code Model.save} or {@code Block.saveParameters} has written; null: the factory sets them itself
     * @param input how images reach it
     * @return the network, to be closed
     * @throws IOException when the file cannot be read
     * @throws NetworkException when the class is no such factory or the parameters do not fit its block
     */
    public static Network openBlock(String factory, @Nullable Path parameters, InputFormat input) throws IOException {
        return BlockNetwork.open(factory, parameters, input);
    }
}
