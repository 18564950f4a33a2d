package io.github.featviz.gallery;

import java.util.Locale;

/** Numbers as readers meet them: grouped, rounded, and the same in every locale. */
final class Figures {

    private Figures() {}

    /** A whole number with thousands separated, such as {@code 9,528}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A large number in short, such as {@code 4.65 M}. */
    static String large(long value) {
        if (value >= 1_000_000_000L) {
            return significant(value / 1e9) + " G";
        }
        if (value >= 1_000_000L) {
            return significant(value / 1e6) + " M";
        }
        return value >= 10_000L ? significant(value / 1e3) + " k" : count(value);
    }

    /** Three significant digits, never in exponent form for everyday sizes, such as {@code 0.0123}, {@code 4.94}, {@code 128}. */
    static String significant(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size >= 99_999.5 || size < 0.0005) {
            return minus(String.format(Locale.ROOT, "%.2e", value));
        }
        int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : size >= 0.09995 ? 3 : 4;
        return minus(String.format(Locale.ROOT, "%,." + decimals + "f", value));
    }

    /** Standard deviations, such as {@code 9.3 σ}. */
    static String sigma(double value) {
        return minus(String.format(Locale.ROOT, "%.1f σ", value));
    }

    /** A multiple, such as {@code 2.6×}. */
    static String times(double value) {
        return String.format(Locale.ROOT, value >= 99.5 ? "%,.0f×" : "%.1f×", value);
    }

    /** A correlation, such as {@code 0.93}. */
    static String correlation(double value) {
        return minus(String.format(Locale.ROOT, "%.2f", value));
    }

    /** A change with its sign, such as {@code +0.412}. */
    static String change(double value) {
        return value > 0 ? "+" + significant(value) : significant(value);
    }

    /** A probability in percent, such as {@code 61 %}. */
    static String percent(double probability) {
        return String.format(Locale.ROOT, probability >= 0.0995 ? "%.0f %%" : "%.1f %%", probability * 100);
    }

    /** A coordinate in a drawing: at most two decimals, none where there is nothing behind the point. */
    static String coordinate(double value) {
        // Thousands of these make a chart, and String.format would take most of the time of a build.
        long hundredths = Math.round(Math.abs(value) * 100);
        String sign = value < 0 && hundredths > 0 ? "-" : "";
        long fraction = hundredths % 100;
        String decimals = fraction == 0
                ? ""
                : fraction % 10 == 0 ? "." + fraction / 10 : fraction < 10 ? ".0" + fraction : "." + fraction;
        return sign + hundredths / 100 + decimals;
    }

    private static String minus(String text) {
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }
}
