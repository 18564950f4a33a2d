package io.github.featviz.network;

import java.util.List;

/**
 * How a network computes; which way is fastest depends on processor, network and image size.
 *
 * @param narrowed in bf16 instead of the numbers that its file has
 * @param channelsLast with the numbers of one place beside each other in memory, instead of those of one channel
 */
public record Computation(boolean narrowed, boolean channelsLast) {

    /** As the network's file has it and map by map: what every network can do. */
    public static final Computation PLAIN = new Computation(false, false);

    /** In bf16, map by map. */
    public static final Computation NARROWED = new Computation(true, false);

    /** Every way, the plain one first. */
    public static final List<Computation> ALL =
            List.of(PLAIN, new Computation(false, true), NARROWED, new Computation(true, true));

    /** Such as {@code "bf16, channels-last"}. */
    public String text() {
        return (narrowed ? "bf16" : "the network's own numbers") + ", " + layout();
    }

    /** {@code "channels-last"} or {@code "channels-first"}. */
    public String layout() {
        return channelsLast ? "channels-last" : "channels-first";
    }
}
