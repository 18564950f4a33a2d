package io.github.featviz.collection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who made which photograph, from a CSV file with the columns {@code file}, {@code credit} and perhaps {@code source}.
 *
 * @param byName by the photograph's name within its collection, with slashes
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public record Credits(Map<String, Credit> byName) {

    /** No credits. */
    public static final Credits NONE = new Credits(Map.of());

    private static final long MAX_BYTES = 256L << 20;
    private static final int LONGEST_FIELD = 10_000;

    /** Keeps a copy of the map. */
    public Credits {
        byName = Map.copyOf(byName);
    }

    /**
     * What is known of a photograph.
     *
     * @param credit who made it and its licence; null: not said
     * @param source where it came from; null: not said
     */
    public record Credit(@Nullable String credit, @Nullable String source) {}

    /** What is known of a photograph; nothing where the file has no line for it. */
    public Optional<Credit> of(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Reads a file in UTF-8.
     *
     * @throws CollectionException when its first line does not name the columns, or a line is none of CSV
     */
    public static Credits read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new CollectionException("it has " + Files.size(file) + " bytes; at most " + MAX_BYTES + " are read");
        }
        try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
            Rows rows = new Rows(reader);
            List<String> columns =
                    rows.next().stream().map(String::strip).map(Credits::plain).toList();
            int name = columns.indexOf("file");
            if (name < 0 || !columns.contains("credit")) {
                throw new CollectionException("its first line names no columns 'file' and 'credit'");
            }
            Map<String, Credit> credits = new HashMap<>();
            for (List<String> row = rows.next(); !row.isEmpty(); row = rows.next()) {
                if (row.size() > name && !row.get(name).isBlank()) {
                    Credit credit =
                            new Credit(field(row, columns.indexOf("credit")), field(row, columns.indexOf("source")));
                    credits.putIfAbsent(row.get(name).replace('\\', '/'), credit);
                }
            }
            return new Credits(credits);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new CollectionException("it is not in UTF-8", e);
        }
    }

    /** Spreadsheets put a byte order mark in front. */
    private static String plain(String column) {
        return column.startsWith("\uFEFF") ? column.substring(1) : column;
    }

    private static @Nullable String field(List<String> row, int column) {
        return column < 0 || column >= row.size() || row.get(column).isBlank()
                ? null
                : row.get(column).strip();
    }

    /** The rows of a CSV file, one after the other. */
    private static final class Rows {

        private final Reader reader;
        private int line = 1;

        Rows(Reader reader) {
            this.reader = reader;
        }

        /** The next row's fields; none at the end of the file. */
        List<String> next() throws IOException {
            List<String> fields = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            int begin = line;
            boolean quoted = false;
            boolean justEnded = false;
            boolean any = false;
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                any = true;
                if (c == '\n') {
                    line++;
                }
                if (c == '"') {
                    // Doubled within a quotation it stands for itself: it ends the quotation and goes on with it at
                    // once.
                    if (justEnded) {
                        field.append('"');
                    }
                    justEnded = quoted;
                    quoted = !quoted;
                    continue;
                }
                justEnded = false;
                if (!quoted && c == '\n') {
                    break;
                }
                if (!quoted && c == ',') {
                    fields.add(field.toString());
                    field.setLength(0);
                } else if (quoted || c != '\r') {
                    field.append((char) c);
                }
                if (field.length() > LONGEST_FIELD) {
                    throw new CollectionException("line " + begin + " has a field of more than " + LONGEST_FIELD
                            + " characters; is a quotation mark missing?");
                }
            }
            if (quoted) {
                throw new CollectionException("line " + begin + " has a quotation mark without its end");
            }
            if (any) {
                fields.add(field.toString());
            }
            return fields;
        }
    }
}
