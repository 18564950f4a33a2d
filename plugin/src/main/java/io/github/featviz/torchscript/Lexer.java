package io.github.featviz.torchscript;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Splits the text of TorchScript classes into tokens; indentation becomes tokens, as in Python. */
final class Lexer {

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<Integer> indents = new ArrayDeque<>(List.of(0));
    private int at;
    private int brackets;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        boolean lineStart = true;
        while (at < text.length()) {
            if (lineStart && brackets == 0) {
                if (!indentation()) {
                    continue;
                }
                lineStart = false;
            }
            char c = text.charAt(at);
            if (c == '\n') {
                lineStart = brackets == 0;
                if (lineStart) {
                    add(Token.Kind.NEWLINE, at, at + 1);
                }
                at++;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '#') {
                at = endOfLine();
            } else {
                at = token(c);
            }
        }
        if (!lineStart) {
            add(Token.Kind.NEWLINE, at, at);
        }
        while (indents.pop() > 0) {
            add(Token.Kind.DEDENT, at, at);
        }
        add(Token.Kind.END, at, at);
    }

    /** Reads the blanks at the start of a line; false for a line that holds nothing, which is skipped. */
    private boolean indentation() {
        int begin = at;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '#' || text.charAt(at) == '\r')) {
            at = Math.min(text.length(), endOfLine() + 1);
            return false;
        }
        int width = at - begin;
        if (width > indents.peek()) {
            indents.push(width);
            add(Token.Kind.INDENT, at, at);
        }
        while (width < indents.peek()) {
            indents.pop();
            add(Token.Kind.DEDENT, at, at);
        }
        return at < text.length();
    }

    private int endOfLine() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private int token(char c) {
        if (Character.isJavaIdentifierStart(c) && c != '$') {
            return take(Token.Kind.NAME, endOf(at, false));
        }
        if (Character.isDigit(c) || (c == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)))) {
            return take(Token.Kind.NUMBER, endOf(at, true));
        }
        if (c == '"' || c == '\'') {
            return take(Token.Kind.STRING, endOfString(c));
        }
        if ("([{".indexOf(c) >= 0) {
            brackets++;
        } else if (")]}".indexOf(c) >= 0) {
            brackets = Math.max(0, brackets - 1);
        }
        return take(Token.Kind.SYMBOL, text.startsWith("->", at) || twoOfOperator() ? at + 2 : at + 1);
    }

    private boolean twoOfOperator() {
        return at + 1 < text.length()
                && List.of("==", "!=", "<=", ">=", "**", "//", "+=", "-=", "*=", "/=", "<<", ">>")
                        .contains(text.substring(at, at + 2));
    }

    private int endOf(int from, boolean number) {
        int end = from;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean exponentSign = number && (c == '-' || c == '+') && "eE".indexOf(text.charAt(end - 1)) >= 0;
            if (!Character.isLetterOrDigit(c) && c != '_' && !(number && c == '.') && !exponentSign) {
                break;
            }
            end++;
        }
        return end;
    }

    private int endOfString(char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw new CodeException("a string has no end", text, at);
        }
        return end + 1;
    }

    private int take(Token.Kind kind, int end) {
        add(kind, at, end);
        return end;
    }

    private void add(Token.Kind kind, int start, int end) {
        tokens.add(new Token(
                kind, text.substring(Math.min(start, text.length()), Math.min(end, text.length())), start, end));
    }
}
