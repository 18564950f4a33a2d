package io.github.featviz.spec;

import java.util.List;

/**
 * What is wrong with YAML's syntax, in plain words.
 *
 * @param what what is wrong
 * @param mend how to mend it
 */
record SyntaxProblem(String what, String mend) {
    /** A parser's phrase and what it most often means. */
    private record Phrase(String part, String what, String mend) {}

    private static final List<Phrase> PHRASES = List.of(
            new Phrase("TAB", "a tab stands where YAML wants spaces", "indent with spaces"),
            new Phrase(
                    "mapping values are not allowed here",
                    "a colon followed by a space stands where no key can be",
                    "put the text before in quotes if the colon belongs to it, or check the indentation"),
            new Phrase(
                    "expected ',' or ']'",
                    "a list in square brackets is not closed",
                    "add the missing comma or bracket"),
            new Phrase(
                    "expected ',' or '}'", "a mapping in curly braces is not closed", "add the missing comma or brace"),
            new Phrase(
                    "expected <block end>",
                    "this line is indented unlike the lines it belongs to",
                    "start it in the same column as the lines above it"),
            new Phrase("unexpected end of stream", "a quoted text is not closed", "add the missing quote"),
            new Phrase("could not find expected ':'", "a key has no colon", "write a colon and a space after the key"),
            new Phrase(
                    "undefined alias", "an alias (*) names an anchor (&) that is not there", "define the anchor above"),
            new Phrase(
                    "but found another document",
                    "the file holds more than one YAML document",
                    "keep one document: delete the line ---"),
            new Phrase(
                    "cannot start any token",
                    "a character stands here with which no value can begin",
                    "put the value in quotes"));

    /** The problem behind a parser's message. */
    static SyntaxProblem of(String message) {
        return PHRASES.stream()
                .filter(phrase -> message.contains(phrase.part()))
                .findFirst()
                .map(phrase -> new SyntaxProblem(phrase.what(), phrase.mend()))
                .orElseGet(() -> new SyntaxProblem(
                        "this is not valid YAML" + (message.isBlank() ? "" : ": " + message.strip()),
                        "look at this line and the one above it: indentation, colons, quotes, brackets"));
    }

    static SyntaxProblem unprintable(int codePoint) {
        return new SyntaxProblem(
                "the control character U+%04X stands here".formatted(codePoint), "delete the character");
    }

    static SyntaxProblem tooManyAliases(int limit) {
        return new SyntaxProblem("the file has more than " + limit + " aliases (*)", "write the repeated parts out");
    }

    static SyntaxProblem tooDeep(int limit) {
        return new SyntaxProblem(
                "lists and mappings are nested more than " + limit + " deep", "check the brackets and the indentation");
    }
}
