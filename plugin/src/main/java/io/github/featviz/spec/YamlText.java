package io.github.featviz.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A YAML file as text and as nodes, read with limits: its size, its depth, its aliases; no tags but YAML's own.
 *
 * @param text the decoded text
 * @param faults where faults of this file go
 */
record YamlText(String text, Faults faults) {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 20;

    /** A photograph may well be an alias in each of many specs; nodes are shared, so that aliases cost no memory. */
    private static final int MAX_ALIASES = 1000;

    private static final String YAML_TAG = "tag:yaml.org,2002:";
    private static final Set<String> TAGS = Set.of("str", "int", "float", "bool", "null", "seq", "map");

    /** Reads and decodes the file. */
    static YamlText read(Path file) throws SpecException, IOException {
        if (!Files.isRegularFile(file)) {
            boolean folder = Files.isDirectory(file);
            throw new SpecException(List.of(new Fault(
                    null,
                    folder ? file + " is a folder" : "there is no file " + file,
                    "a YAML file that lists layers and filters",
                    "give the path of the file, or let mvn featviz:init write one")));
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new SpecException(List.of(new Fault(
                    new Mark(file, 1, 1, ""),
                    "the file is larger than 1 MiB",
                    "a list of layers and filters, of a few kilobytes",
                    "check that this is the right file; split a long gallery into several")));
        }
        String text = decode(file, bytes);
        return new YamlText(text, new Faults(file, text));
    }

    private static String decode(Path file, byte[] bytes) throws SpecException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            int column = text.length() - text.lastIndexOf('\n');
            throw new SpecException(List.of(new Fault(
                    new Faults(file, text).mark(line, column),
                    "the file is not UTF-8 text: byte 0x%02X cannot stand here".formatted(bytes[in.position()]),
                    "text in UTF-8",
                    "save the file as UTF-8")));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * The root node; null when the file holds nothing but comments.
     *
     * @throws SpecException when the text is no YAML, with one fault at the place where the parser gave up
     */
    @Nullable
    Node root() throws SpecException {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setCodePointLimit(MAX_BYTES)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setUseMarks(true)
                .build();
        try {
            checkEvents(settings);
            return new Compose(settings).composeString(text).orElse(null);
        } catch (MarkedYamlEngineException e) {
            Mark at = e.getProblemMark().map(faults::mark).orElseGet(() -> faults.mark(1, 1));
            throw syntax(at, SyntaxProblem.of(e.getProblem() == null ? "" : e.getProblem()));
        } catch (ReaderException e) {
            throw syntax(positioned(e.getPosition()), SyntaxProblem.unprintable(e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw syntax(faults.mark(1, 1), SyntaxProblem.of(String.valueOf(e.getMessage())));
        }
    }

    private static SpecException syntax(Mark at, SyntaxProblem problem) {
        return new SpecException(List.of(new Fault(at, problem.what(), "valid YAML", problem.mend())));
    }

    private Mark positioned(int codePoints) {
        int end = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return faults.mark(line, end - before.lastIndexOf('\n'));
    }

    /** Looks at the flat stream of events first: composing nodes recurses, so the depth must be known to be small. */
    private void checkEvents(LoadSettings settings) throws SpecException {
        int depth = 0;
        int aliases = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent start) {
                depth++;
                if (depth > MAX_DEPTH) {
                    throw syntax(place(event), SyntaxProblem.tooDeep(MAX_DEPTH));
                }
                checkTag(event, start.getTag());
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            } else if (event instanceof ScalarEvent scalar) {
                checkTag(event, scalar.getTag());
            } else if (event instanceof AliasEvent && ++aliases > MAX_ALIASES) {
                throw syntax(place(event), SyntaxProblem.tooManyAliases(MAX_ALIASES));
            }
        }
    }

    private Mark place(Event event) {
        return event.getStartMark().map(faults::mark).orElseGet(() -> faults.mark(1, 1));
    }

    private void checkTag(Event event, Optional<String> tag) {
        boolean known = tag.isEmpty()
                || tag.get().equals("!")
                || (tag.get().startsWith(YAML_TAG) && TAGS.contains(tag.get().substring(YAML_TAG.length())));
        if (!known) {
            faults.add(
                    place(event),
                    "the tag " + Faults.quote(tag.get()) + " is not known",
                    "a value without a tag",
                    "delete the tag");
        }
    }
}
