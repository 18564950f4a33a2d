package io.github.featviz.torchscript;

import java.util.List;

/**
 * A method or free function.
 *
 * @param name its name
 * @param text the whole text of the file that it stands in
 * @param start offset of {@code def}
 * @param signatureStart offset of its parameter list's opening parenthesis
 * @param signatureEnd offset behind that list's closing parenthesis
 * @param bodyStart offset behind the header's colon
 * @param parameters names and types in order, {@code self} included
 * @param returnType type as written, such as {@code "Tensor"}
 * @param body its statements
 */
record Method(
        String name,
        String text,
        int start,
        int signatureStart,
        int signatureEnd,
        int bodyStart,
        List<Parameter> parameters,
        String returnType,
        List<Statement> body) {

    record Parameter(String name, String type) {}

    /** What a slice of the text reads. */
    String slice(int start, int end) {
        return text.substring(start, end);
    }

    /** Its parameter list as written, parentheses included. */
    String signature() {
        return slice(signatureStart, signatureEnd);
    }

    /** How far it is indented. */
    int column() {
        return column(start);
    }

    /** Column of an offset. */
    int column(int offset) {
        return offset - text.lastIndexOf('\n', offset - 1) - 1;
    }
}
