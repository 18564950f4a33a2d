package io.github.featviz.network;

import java.util.List;

/**
 * How a network computes; which way is fastest depends on processor, network and image size.
 *
 * @param narrowed in bf16 instead of the numbers that its file has
 * @param channelsLast with the numbers of one place beside each other in memory, instead of those of one channel
 * @param winograd with convolutions of 3 × 3 over many channels by Winograd's algorithm, which multiplies less and adds more
 */
public record Computation(boolean narrowed, boolean channelsLast, boolean winograd) {

    /** As the network's file has it and map by map: what every network can do. */
    public static final Computation PLAIN = new Computation(false, false);

    /** In bf16, map by map. */
    public static final Computation NARROWED = new Computation(true, false);

    /** Every way with convolutions as they are written, the plain one first. */
    public static final List<Computation> DIRECT =
            List.of(PLAIN, new Computation(false, true), NARROWED, new Computation(true, true));

    /** With convolutions as they are written. */
    public Computation(boolean narrowed, boolean channelsLast) {
        this(narrowed, channelsLast, false);
    }

    /** In the same numbers by Winograd's algorithm, which needs the channels of a place side by side. */
    public Computation byWinograd() {
        return new Computation(narrowed, true, true);
    }

    /** The same with convolutions as they are written. */
    public Computation direct() {
        return new Computation(narrowed, channelsLast, false);
    }

    /** The same map by map. */
    public Computation channelsFirst() {
        return new Computation(narrowed, false, winograd);
    }

    /** Such as {@code "bf16, channels-last"}. */
    public String text() {
        return (narrowed ? "bf16" : "the network's own numbers") + ", " + layout()
                + (winograd ? ", convolutions by Winograd's algorithm" : "");
    }

    /** {@code "winograd"} or {@code "direct"}. */
    public String convolution() {
        return winograd ? "winograd" : "direct";
    }

    /** {@code "channels-last"} or {@code "channels-first"}. */
    public String layout() {
        return channelsLast ? "channels-last" : "channels-first";
    }
}
