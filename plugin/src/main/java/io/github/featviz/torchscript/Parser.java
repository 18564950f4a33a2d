package io.github.featviz.torchscript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the text of one code file: its classes and free functions. */
final class Parser {

    private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "not", "in", "is", "if", "else", "lambda");
    private static final Set<String> OPERATORS = Set.of(
            "+", "-", "*", "/", "//", "%", "**", "==", "!=", "<=", ">=", "<", ">", "&", "|", "^", "~", "<<", ">>", "@");
    private static final int DEEPEST = 500;

    private final String text;
    private final List<Token> tokens;
    private final Map<String, ClassCode> classes = new LinkedHashMap<>();
    private final Map<String, Method> functions = new LinkedHashMap<>();
    private int at;
    private int depth;

    private Parser(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    /** Classes and free functions of a file. */
    record Code(Map<String, ClassCode> classes, Map<String, Method> functions) {}

    /** @throws CodeException when the text cannot be understood */
    static Code parse(String text) {
        Parser parser = new Parser(text);
        parser.file();
        return new Code(parser.classes, parser.functions);
    }

    private void file() {
        while (peek().kind() != Token.Kind.END) {
            if (peek().is("class")) {
                classDefinition();
            } else if (peek().is("def")) {
                Method function = method();
                functions.put(function.name(), function);
            } else {
                statement();
            }
        }
    }

    private void classDefinition() {
        expect("class");
        String name = next().text();
        while (!peek().is(":")) {
            next();
        }
        expect(":");
        Map<String, Method> methods = new LinkedHashMap<>();
        List<String> parameters = new ArrayList<>();
        Map<String, Value> constants = new LinkedHashMap<>();
        block(() -> {
            if (peek().is("def")) {
                Method method = method();
                methods.put(method.name(), method);
            } else if (peek().is("__parameters__")) {
                parameters.addAll(stringsOfLine());
            } else {
                attribute(constants);
            }
        });
        classes.put(
                name,
                new ClassCode(
                        name, methods, parameters, constants, tokens.get(at - 1).start()));
    }

    /** {@code name : type} or {@code name : type = value}; kept where the value is a single word. */
    private void attribute(Map<String, Value> constants) {
        int first = at;
        skipLine();
        int last = at - 2;
        if (last - first >= 2 && tokens.get(last - 1).is("=")) {
            constants.put(
                    tokens.get(first).text(), Folding.literal(tokens.get(last).text()));
        }
    }

    private List<String> stringsOfLine() {
        List<String> strings = new ArrayList<>();
        while (peek().kind() != Token.Kind.NEWLINE) {
            Token token = next();
            if (token.kind() == Token.Kind.STRING) {
                strings.add(token.text().substring(1, token.text().length() - 1));
            }
        }
        next();
        return strings;
    }

    private Method method() {
        int start = expect("def").start();
        String name = next().text();
        int signatureStart = peek().start();
        expect("(");
        List<Method.Parameter> parameters = new ArrayList<>();
        while (!peek().is(")")) {
            String parameter = next().text();
            String type = "Tensor";
            if (peek().is(":")) {
                next();
                type = typeText();
            }
            if (peek().is("=")) {
                next();
                expression();
            }
            parameters.add(new Method.Parameter(parameter, type));
            if (peek().is(",")) {
                next();
            }
        }
        int signatureEnd = expect(")").end();
        String returnType = "Tensor";
        if (peek().is("->")) {
            next();
            returnType = typeText();
        }
        int bodyStart = expect(":").end();
        return new Method(
                name, text, start, signatureStart, signatureEnd, bodyStart, parameters, returnType, statements());
    }

    private String typeText() {
        Expression type = operand();
        return text.substring(type.start(), type.end());
    }

    private List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        block(() -> statements.add(statement()));
        return statements;
    }

    private void block(Runnable member) {
        deeper();
        if (peek().kind() == Token.Kind.NEWLINE) {
            next();
            if (peek().kind() == Token.Kind.INDENT) {
                next();
                while (peek().kind() != Token.Kind.DEDENT && peek().kind() != Token.Kind.END) {
                    member.run();
                }
                if (peek().kind() == Token.Kind.DEDENT) {
                    next();
                }
            }
        } else {
            member.run();
        }
        depth--;
    }

    private Statement statement() {
        if (peek().is("if")) {
            return ifStatement();
        }
        if (peek().is("for") || peek().is("while")) {
            return loop();
        }
        int start = peek().start();
        boolean leaves = peek().is("return") || peek().is("raise");
        if (leaves || peek().is("assert")) {
            next();
        }
        if (peek().is("pass") || peek().is("break") || peek().is("continue") || peek().kind() == Token.Kind.NEWLINE) {
            skipLine();
            return new Statement.Simple(start, lastEnd(), List.of(), null, leaves);
        }
        Expression first = expressions();
        if (peek().is(":")) {
            next();
            typeText();
        }
        List<String> targets = new ArrayList<>();
        Expression value = first;
        while (peek().kind() == Token.Kind.SYMBOL && peek().text().endsWith("=")) {
            next();
            targets.addAll(names(value));
            value = expressions();
        }
        if (peek().kind() != Token.Kind.NEWLINE) {
            throw new CodeException("\"" + peek().text() + "\" was not expected", text, peek().start());
        }
        next();
        return new Statement.Simple(start, lastEnd(), targets, value, leaves);
    }

    private List<String> names(Expression target) {
        if (target instanceof Expression.Name name) {
            return List.of(name.id());
        }
        if (target instanceof Expression.Compound compound) {
            return compound.parts().stream()
                    .flatMap(part -> names(part).stream())
                    .toList();
        }
        return target instanceof Expression.Attribute
                ? List.of(text.substring(target.start(), target.end()))
                : List.of();
    }

    private Statement ifStatement() {
        int start = next().start();
        Expression condition = expression();
        expect(":");
        List<Statement> then = statements();
        List<Statement> otherwise = List.of();
        if (peek().is("elif")) {
            deeper();
            otherwise = List.of(ifStatement());
            depth--;
        } else if (peek().is("else")) {
            next();
            expect(":");
            otherwise = statements();
        }
        return new Statement.If(start, lastEnd(), condition, then, otherwise);
    }

    private Statement loop() {
        int start = peek().start();
        String variable = "";
        if (next().is("for")) {
            variable = next().text();
            while (!peek().is("in")) {
                next();
            }
            next();
        }
        Expression header = expression();
        int bodyStart = expect(":").end();
        List<Statement> body = statements();
        return new Statement.Loop(start, lastEnd(), bodyStart, variable, header, body);
    }

    /** One expression, or several with commas between them. */
    private Expression expressions() {
        Expression first = expression();
        if (!peek().is(",")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (peek().is(",")) {
            next();
            if (peek().kind() != Token.Kind.NEWLINE && !peek().is("=")) {
                parts.add(expression());
            }
        }
        return new Expression.Compound(first.start(), tokens.get(at - 1).end(), parts);
    }

    private Expression expression() {
        List<Expression> parts = new ArrayList<>();
        int start = peek().start();
        parts.add(operand());
        while (isOperator(peek())) {
            next();
            parts.add(operand());
        }
        return parts.size() == 1
                ? parts.get(0)
                : new Expression.Compound(start, tokens.get(at - 1).end(), parts);
    }

    private static boolean isOperator(Token token) {
        return switch (token.kind()) {
            case NAME -> WORD_OPERATORS.contains(token.text());
            case SYMBOL -> OPERATORS.contains(token.text());
            default -> false;
        };
    }

    private Expression operand() {
        deeper();
        int start = peek().start();
        while (isOperator(peek())) {
            next();
        }
        Expression operand = primary();
        while (true) {
            if (peek().is(".")) {
                next();
                Token name = next();
                operand = new Expression.Attribute(operand.start(), name.end(), operand, name.text(), name.start());
            } else if (peek().is("(")) {
                next();
                List<Expression> arguments = list(")");
                operand =
                        new Expression.Call(operand.start(), tokens.get(at - 1).end(), operand, arguments);
            } else if (peek().is("[")) {
                int open = next().start();
                List<Expression> index = list("]");
                int end = tokens.get(at - 1).end();
                operand =
                        new Expression.Index(operand.start(), end, operand, new Expression.Compound(open, end, index));
            } else {
                depth--;
                return start == operand.start()
                        ? operand
                        : new Expression.Compound(start, operand.end(), List.of(operand));
            }
        }
    }

    private Expression primary() {
        Token token = next();
        return switch (token.kind()) {
            case NAME -> new Expression.Name(token.start(), token.end(), token.text());
            case NUMBER, STRING -> new Expression.Literal(token.start(), token.end(), token.text());
            default -> bracketed(token);
        };
    }

    private Expression bracketed(Token open) {
        String close = closing(open);
        if (close == null) {
            throw new CodeException("\"" + open.text() + "\" was not expected", text, open.start());
        }
        List<Expression> parts = list(close);
        return new Expression.Compound(open.start(), tokens.get(at - 1).end(), parts);
    }

    private static @Nullable String closing(Token open) {
        return switch (open.text()) {
            case "(" -> ")";
            case "[" -> "]";
            case "{" -> "}";
            default -> null;
        };
    }

    /** Expressions up to the closing bracket; commas, colons and the names of keyword arguments are passed over. */
    private List<Expression> list(String close) {
        List<Expression> parts = new ArrayList<>();
        while (!peek().is(close)) {
            if (peek().is(",") || peek().is(":") || peek().is("=")) {
                next();
            } else if (peek().is("for")) {
                next();
            } else {
                parts.add(expression());
            }
        }
        next();
        return parts;
    }

    private void skipLine() {
        while (peek().kind() != Token.Kind.NEWLINE && peek().kind() != Token.Kind.END) {
            next();
        }
        if (peek().kind() == Token.Kind.NEWLINE) {
            next();
        }
    }

    /** End of the last line read; line ends and indentation behind it not counted. */
    private int lastEnd() {
        int last = at - 1;
        while (last > 0
                && switch (tokens.get(last).kind()) {
                    case NEWLINE, INDENT, DEDENT, END -> true;
                    default -> false;
                }) {
            last--;
        }
        return tokens.get(last).end();
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw new CodeException("the code is nested deeper than " + DEEPEST, text, peek().start());
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        if (token.kind() == Token.Kind.END) {
            throw new CodeException("the code ends in the middle", text, token.start());
        }
        at++;
        return token;
    }

    private Token expect(String symbol) {
        Token token = next();
        if (!token.is(symbol)) {
            throw new CodeException(
                    "\"" + symbol + "\" was expected instead of \"" + token.text() + "\"", text, token.start());
        }
        return token;
    }
}
