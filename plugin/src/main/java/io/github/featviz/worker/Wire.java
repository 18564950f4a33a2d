package io.github.featviz.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * The two processes' language: one JSON object a line.
 *
 * <p>Events carry a prefix, because native libraries may print to the same stream whenever they like.
 */
final class Wire {

    private static final String PREFIX = "@featviz ";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Wire() {}

    /** An object as one line, without its end. */
    static String write(Object message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no plain data: " + message.getClass(), e);
        }
    }

    /**
     * An object from its line.
     *
     * @throws IllegalArgumentException when the line is no such object
     */
    static <T> T read(String line, Class<T> type) {
        try {
            return JSON.readValue(line, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + line, e);
        }
    }

    /** An event as one line, without its end. */
    static String event(Event event) {
        return PREFIX + write(event);
    }

    /** The event of a line; nothing when the line is something else. */
    static Optional<Event> event(String line) {
        return line.startsWith(PREFIX)
                ? Optional.of(read(line.substring(PREFIX.length()), Event.class))
                : Optional.empty();
    }
}
