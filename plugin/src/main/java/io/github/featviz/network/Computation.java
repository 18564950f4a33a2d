package io.github.featviz.network;

/**
 * How a network computes; which way is fastest depends on processor, network and image size.
 *
 * @param narrowed in bf16 instead of the numbers that its file has
 * @param channelsLast with the numbers of one place beside each other in memory, instead of those of one channel
 */
public record Computation(boolean narrowed, boolean channelsLast) {

    /** As the network's file has it and map by map: what every network can do. */
    public static final Computation PLAIN = new Computation(false, false);

    /** {@code "channels-last"} or {@code "channels-first"}. */
    public String layout() {
        return channelsLast ? "channels-last" : "channels-first";
    }
}
