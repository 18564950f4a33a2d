package io.github.featviz.gallery;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The fixed texts of the pages in one language: by key, with {@code {0}}, {@code {1}} where a value goes.
 *
 * <p>They come from {@code words/en.properties} of the theme, in UTF-8, and above it the file of the gallery's language.
 */
final class Words {

    /** The language that has every text. */
    static final String COMPLETE = "en";

    private static final Pattern HOLE = Pattern.compile("\\{(\\d)}");

    /** A backslash that is not itself escaped, and a u that no character follows. */
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u(?![0-9a-fA-F]{4})");

    private final Locale locale;
    private final Map<String, String> texts;
    private final Figures figures;

    Words(Locale locale, Map<String, String> texts) {
        this.locale = locale;
        this.texts = Map.copyOf(texts);
        this.figures = new Figures(locale);
    }

    /** The pages' language. */
    Locale locale() {
        return locale;
    }

    /** How its numbers are written. */
    Figures figures() {
        return figures;
    }

    /** All keys. */
    Set<String> keys() {
        return texts.keySet();
    }

    /** Whether there is a text of this name. */
    boolean has(String key) {
        return texts.containsKey(key);
    }

    /**
     * A text.
     *
     * @param key its name
     * @param values what goes into its holes
     * @throws IllegalArgumentException if the theme has no such text
     */
    String say(String key, Object... values) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException(
                    "The theme's words/%s.properties has no text “%s”".formatted(COMPLETE, key));
        }
        if (values.length == 0) {
            return text;
        }
        return HOLE.matcher(text).replaceAll(hole -> {
            int place = Integer.parseInt(hole.group(1));
            return Matcher.quoteReplacement(place < values.length ? String.valueOf(values[place]) : hole.group());
        });
    }

    /**
     * A text about so many things: the one that ends in {@code -one} where there is but one.
     *
     * @param key its name where there are several
     * @param number how many
     * @param values what goes into its holes
     */
    String count(String key, long number, Object... values) {
        return say(number == 1 ? key + "-one" : key, values);
    }

    /** The texts whose keys begin so, by the rest of the key: what a script needs, for one. */
    Map<String, String> under(String beginning) {
        Map<String, String> some = new HashMap<>();
        texts.forEach((key, text) -> {
            if (key.startsWith(beginning)) {
                some.put(key.substring(beginning.length()), text);
            }
        });
        return Collections.unmodifiableMap(new TreeMap<>(some));
    }

    /**
     * Reads files of texts, later ones over earlier ones.
     *
     * @param name their name within the theme
     * @throws ThemeException if one is no such file: says where its fault is
     */
    static Map<String, String> read(String name, List<byte[]> files) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (byte[] file : files) {
            Properties properties = new Properties();
            String content = ThemeFiles.text(name, file);
            try (Reader reader = new StringReader(content)) {
                properties.load(reader);
            } catch (IllegalArgumentException e) {
                // Nothing else can be wrong with such a file.
                throw new ThemeException(
                        "The theme's %s cannot be read: behind \\u in line %d four hexadecimal digits are expected."
                                .formatted(name, lineOfBrokenEscape(content)),
                        e);
            }
            properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        }
        return texts;
    }

    private static int lineOfBrokenEscape(String content) {
        List<String> lines = content.lines().toList();
        return 1
                + IntStream.range(0, lines.size())
                        .filter(line -> !lines.get(line).matches("\\s*[#!].*")
                                && BROKEN_ESCAPE.matcher(lines.get(line)).find())
                        .findFirst()
                        .orElse(0);
    }
}
