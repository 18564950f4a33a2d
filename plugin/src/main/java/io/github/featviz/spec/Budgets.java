package io.github.featviz.spec;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as users write them: {@code 90s}, {@code 10m}, {@code 2h}. */
public final class Budgets {

    /** What is expected where one is written. */
    public static final String EXPECTED = "a time such as 90s, 10m or 2h";

    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,5})([smh])");

    private Budgets() {}

    /** The time; empty where the text is none. */
    public static Optional<Duration> read(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                });
    }
}
