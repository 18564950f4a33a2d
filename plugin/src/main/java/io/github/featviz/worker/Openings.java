package io.github.featviz.worker;

import io.github.featviz.network.Computation;
import io.github.featviz.network.Network;
import io.github.featviz.network.NetworkException;
import io.github.featviz.network.Networks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A network as it was opened to compute in several ways, for one layer at a time: what is folded depends on what is looked at. */
final class Openings implements AutoCloseable {

    /** The only way that takes the network with folded batch norms as it is. */
    private static final Computation FOLDED = new Computation(false, true);

    private final Network plain;
    private final Variants variants;
    private final boolean awake;
    private final Map<Computation, Network> networks = new LinkedHashMap<>();
    private final Set<Computation> unopenable = new HashSet<>();
    private String layer = "";
    private @Nullable Network folded;

    /**
     * Nothing but the plain way is open.
     *
     * @param plain computes as the network's file has it; it stays the caller's
     * @param variants opens it otherwise
     */
    Openings(Network plain, Variants variants) {
        this.plain = plain;
        this.variants = variants;
        this.awake = plain.isAwake();
    }

    /** Opens a network otherwise than it was opened. */
    @FunctionalInterface
    interface Variants {
        /**
         * In bf16, batch norms folded into convolutions.
         *
         * @param layer the only layer that will be looked at
         * @param awake whether gradients are to pass where a ReLU is off
         * @throws IOException when it cannot compute so; the message says why
         */
        Network narrowed(String layer, boolean awake) throws IOException;

        /**
         * With batch norms folded into convolutions; null where there is nothing to fold.
         *
         * @param layer the only layer that will be looked at
         * @param awake whether gradients are to pass where a ReLU is off
         * @throws IOException when it cannot be read again
         */
        default @Nullable Network folded(String layer, boolean awake) throws IOException {
            return null;
        }

        /**
         * With batch norms folded, and convolutions over many channels by Winograd's algorithm; null where there is none that it suits.
         *
         * @param layer the only layer that will be looked at
         * @param narrowed whether in bf16
         * @param awake whether gradients are to pass where a ReLU is off
         * @throws IOException when it cannot be read again, or not compute so
         */
        default @Nullable Network byWinograd(String layer, boolean narrowed, boolean awake) throws IOException {
            return null;
        }

        /**
         * In the plain way, but that gradients pass where a ReLU is off; null where there is no such way.
         *
         * @throws IOException when it cannot be read again
         */
        default @Nullable Network awake() throws IOException {
            return null;
        }
    }

    /** Is told why a network cannot be opened in a way. */
    @FunctionalInterface
    interface Refusals {
        void left(Computation computation, String reason);
    }

    /** From now on this layer is looked at: what was open for another one is closed. */
    void turnTo(String next) {
        if (!layer.equals(next)) {
            closeAllBut(Computation.PLAIN);
            unopenable.clear();
            layer = next;
        }
    }

    /** Computes as the network's file has it. */
    Network plain() {
        return plain;
    }

    /**
     * The network that computes so, opened where it is not.
     *
     * @throws IOException when it cannot be read
     * @throws NetworkException when the engine cannot load it
     */
    Network in(Computation computation) throws IOException {
        Network opened = open(computation);
        if (opened == null) {
            throw new IOException("it has no convolution for Winograd's algorithm");
        }
        return opened;
    }

    /** Null where the network has nothing that could be computed so. */
    private @Nullable Network open(Computation computation) throws IOException {
        if (computation.equals(Computation.PLAIN)) {
            return plain;
        }
        Network known = networks.get(computation);
        if (known == null) {
            known = computation.channelsLast() ? channelsLast(computation) : channelsFirst(computation);
            if (known != null) {
                networks.put(computation, known);
            }
        }
        return known;
    }

    private @Nullable Network channelsLast(Computation computation) throws IOException {
        Network base = computation.equals(FOLDED) ? folded() : open(computation.channelsFirst());
        return base == null ? null : Networks.channelsLast(base);
    }

    private @Nullable Network channelsFirst(Computation computation) throws IOException {
        return computation.winograd()
                ? variants.byWinograd(layer, computation.narrowed(), awake)
                : variants.narrowed(layer, awake);
    }

    /** The network that computes so; null where it cannot be opened, which is tried but once. */
    @Nullable
    Network possible(Computation computation, Refusals refusals) {
        if (unopenable.contains(computation)) {
            return null;
        }
        try {
            Network opened = open(computation);
            if (opened == null) {
                unopenable.add(computation);
            }
            return opened;
        } catch (IOException | NetworkException e) {
            unopenable.add(computation);
            refusals.left(computation, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Closes what was tried and not chosen: it would take its weights' memory to the end. */
    void closeAllBut(Computation kept) {
        List<Computation> opened = new ArrayList<>(networks.keySet());
        // Layouts are views of networks that were opened before them.
        Collections.reverse(opened);
        for (Computation computation : opened) {
            boolean below = computation.equals(kept.channelsFirst());
            if (!computation.equals(kept) && !below) {
                Objects.requireNonNull(networks.remove(computation)).close();
            }
        }
        if (folded != null && !kept.equals(FOLDED)) {
            folded.close();
            folded = null;
        }
    }

    private Network folded() throws IOException {
        folded = variants.folded(layer, awake);
        return folded == null ? plain : folded;
    }

    @Override
    public void close() {
        closeAllBut(Computation.PLAIN);
    }
}
