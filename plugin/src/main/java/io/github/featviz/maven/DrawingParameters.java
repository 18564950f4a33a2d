package io.github.featviz.maven;

import io.github.featviz.spec.Latitude;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How pictures may be drawn, as the parameters say.
 *
 * @param precision {@code auto}, {@code fp32} or {@code bf16}
 * @param layout {@code auto}, {@code channels-first} or {@code channels-last}
 * @param batch pictures that share a call of the engine; 0: any number
 */
record DrawingParameters(String precision, String layout, int batch) {

    private static final int LARGEST_BATCH = 64;

    /**
     * Precision of all pictures; null: the spec's.
     *
     * @throws IOException when it is none that is known
     */
    @Nullable
    String forced() throws IOException {
        return choice("featviz.precision", precision, List.of("fp32", "bf16"));
    }

    /**
     * What they leave open beside the precision.
     *
     * @throws IOException when one of them is none that is known
     */
    Latitude latitude() throws IOException {
        if (batch < 0 || batch > LARGEST_BATCH) {
            throw new IOException(
                    "featviz.batch is %s. Expected a number of pictures up to %s, or 0 for whatever is fastest."
                            .formatted(batch, LARGEST_BATCH));
        }
        return new Latitude(
                null,
                choice("featviz.layout", layout, List.of("channels-first", "channels-last")),
                batch == 0 ? null : batch);
    }

    private static @Nullable String choice(String parameter, String value, List<String> known) throws IOException {
        if (value.equals(Latitude.AUTO)) {
            return null;
        }
        if (!known.contains(value)) {
            throw new IOException("%s is \"%s\". Expected %s, or auto for the fastest on this machine."
                    .formatted(parameter, value, String.join(" or ", known)));
        }
        return value;
    }
}
