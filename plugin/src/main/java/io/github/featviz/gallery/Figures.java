package io.github.featviz.gallery;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as readers meet them: grouped, rounded, and as the pages' language writes them. Examples below are of English. */
final class Figures {

    private static final int MOST_DIGITS = 12;
    private static final int MOST_DECIMALS = 4;

    /** Up to this size four decimals fit a whole number. */
    private static final double LARGEST = 1e12;

    private static final int GROUP = 3;

    private final Locale locale;
    private final DecimalFormatSymbols symbols;

    /** As this language writes them. */
    Figures(Locale locale) {
        this.locale = locale;
        this.symbols = DecimalFormatSymbols.getInstance(locale);
    }

    /** A whole number with thousands separated, such as {@code 9,528}. */
    String count(long value) {
        return fixed((double) value, 0);
    }

    /** A large number in short, such as {@code 4.65 M}. */
    String large(long value) {
        if (value >= 1_000_000_000L) {
            return significant(value / 1e9) + " G";
        }
        if (value >= 1_000_000L) {
            return significant(value / 1e6) + " M";
        }
        return value >= 10_000L ? significant(value / 1e3) + " k" : count(value);
    }

    /** Three significant digits, never in exponent form for everyday sizes, such as {@code 0.0123}, {@code 4.94}, {@code 128}. */
    String significant(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size >= 99_999.5 || size < 0.0005) {
            return minus(String.format(locale, "%.2e", value));
        }
        int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : size >= 0.09995 ? 3 : 4;
        return fixed(value, decimals);
    }

    /** Standard deviations, such as {@code 9.3 σ}. */
    String sigma(double value) {
        return fixed(value, 1) + " σ";
    }

    /** A multiple, such as {@code 2.6×}. */
    String times(double value) {
        return fixed(value, value >= 99.5 ? 0 : 1) + "×";
    }

    /** A correlation, such as {@code 0.93}. */
    String correlation(double value) {
        return fixed(value, 2);
    }

    /** A change with its sign, such as {@code +0.412}. */
    String change(double value) {
        return value > 0 ? "+" + significant(value) : significant(value);
    }

    /** A probability in percent, such as {@code 61 %}. */
    String percent(double probability) {
        return fixed(probability * 100, probability >= 0.0995 ? 0 : 1) + " %";
    }

    /** A setting as it was given, such as {@code 0.05}. */
    String plain(double value) {
        BigDecimal rounded = new BigDecimal(value).setScale(MOST_DIGITS, RoundingMode.HALF_EVEN);
        String digits =
                rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        return minus(localized(digits));
    }

    /** So many decimals, thousands separated. */
    private String fixed(double value, int decimals) {
        // There are hundreds of these on a page, and String.format takes a microsecond or more for each.
        if (!(Math.abs(value) < LARGEST) || decimals > MOST_DECIMALS) {
            return minus(String.format(locale, "%,." + decimals + "f", value));
        }
        long power = Math.round(Math.pow(10, decimals));
        long scaled = Math.round(Math.abs(value) * power);
        StringBuilder text = new StringBuilder(Long.toString(scaled));
        while (text.length() <= decimals) {
            text.insert(0, '0');
        }
        int point = text.length() - decimals;
        if (decimals > 0) {
            text.insert(point, '.');
        }
        for (int comma = point - GROUP; comma > 0; comma -= GROUP) {
            text.insert(comma, ',');
        }
        return (value < 0 && scaled > 0 ? "−" : "") + localized(text.toString());
    }

    /** Digits, point and commas as the language has them. */
    private String localized(String digits) {
        StringBuilder text = new StringBuilder(digits.length());
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            text.append(
                    switch (c) {
                        case '.' -> symbols.getDecimalSeparator();
                        case ',' -> symbols.getGroupingSeparator();
                        case '-' -> '-';
                        default -> (char) (c - '0' + symbols.getZeroDigit());
                    });
        }
        return text.toString();
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
        if (!text.startsWith("-")) {
            return text;
        }
        // What is rounded to zero has no sign.
        boolean isZero = text.chars().noneMatch(digit -> digit >= '1' && digit <= '9');
        return (isZero ? "" : "−") + text.substring(1);
    }
}
