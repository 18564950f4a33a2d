package io.github.featviz.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.torchscript.Token.Kind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {

    private static List<String> words(String text) {
        return Lexer.tokens(text).stream()
                .filter(token -> !List.of(Kind.NEWLINE, Kind.INDENT, Kind.DEDENT, Kind.END)
                        .contains(token.kind()))
                .map(Token::text)
                .toList();
    }

    private static List<Kind> kinds(String text) {
        return Lexer.tokens(text).stream().map(Token::kind).toList();
    }

    @Test
    void namesNumbersStringsAndSymbolsAreTold() {
        assertThat(Lexer.tokens("x_1 = f(2.5, \"a b\")"))
                .extracting(Token::kind)
                .containsExactly(
                        Kind.NAME,
                        Kind.SYMBOL,
                        Kind.NAME,
                        Kind.SYMBOL,
                        Kind.NUMBER,
                        Kind.SYMBOL,
                        Kind.STRING,
                        Kind.SYMBOL,
                        Kind.NEWLINE,
                        Kind.END);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "42", "1.", ".5", "1e-05", "1.0000000000000001e+20", "0x1F", "1_000"})
    void aNumberIsOneToken(String number) {
        assertThat(words(number)).containsExactly(number);
    }

    @Test
    void aMinusBehindANumberIsASymbol() {
        assertThat(words("2-1")).containsExactly("2", "-", "1");
        assertThat(words("f(-1e-3)")).containsExactly("f", "(", "-", "1e-3", ")");
    }

    @Test
    void operatorsOfTwoCharactersStayTogether() {
        assertThat(words("a->b==c//d**e<=f"))
                .containsExactly("a", "->", "b", "==", "c", "//", "d", "**", "e", "<=", "f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"#\"", "'it\\'s'", "\"a\\\\\"", "\"\"", "\"[(\"", "\"ümlaut 😀\""})
    void aStringKeepsWhatLooksLikeCode(String string) {
        assertThat(words("x = " + string + " # comment")).containsExactly("x", "=", string);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "'abc", "\"abc\\", "\"abc\\\""})
    void aStringWithoutEndIsRefusedWithItsLine(String string) {
        assertThatThrownBy(() -> Lexer.tokens("x = 1\ny = " + string))
                .isInstanceOf(CodeException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void indentationOpensAndClosesBlocks() {
        assertThat(kinds("a:\n  b:\n    c\nd\n"))
                .containsSubsequence(
                        Kind.INDENT, Kind.NAME, Kind.INDENT, Kind.NAME, Kind.DEDENT, Kind.DEDENT, Kind.NAME, Kind.END);
    }

    @Test
    void blocksThatTheEndLeavesOpenAreClosed() {
        assertThat(kinds("a:\n  b:\n    c"))
                .containsSubsequence(Kind.NAME, Kind.NEWLINE, Kind.DEDENT, Kind.DEDENT, Kind.END);
    }

    @Test
    void emptyLinesAndCommentsDoNotEndABlock() {
        assertThat(kinds("a:\n  b\n\n# comment\r\n\r\n  c\n"))
                .containsOnlyOnce(Kind.INDENT)
                .containsOnlyOnce(Kind.DEDENT);
    }

    @Test
    void linesGoOnInsideBrackets() {
        assertThat(kinds("f(a,\n      b\n)\n")).containsOnlyOnce(Kind.NEWLINE).doesNotContain(Kind.INDENT);
    }

    @Test
    void offsetsLeadBackToTheText() {
        String text = "class A(Module):\n  def f(self) -> Tensor:\n    return 'x'\n";
        assertThat(Lexer.tokens(text)).allSatisfy(token -> assertThat(text.substring(token.start(), token.end()))
                .isEqualTo(token.text()));
    }

    @Test
    void everyTextComesToAnEnd() {
        Random random = new Random(7);
        String alphabet = " \n\t\r()[]{}'\"\\#.,:=-+eE09aé😀\0";
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(30); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            endsOrIsRefused(text.toString());
        }
    }

    private static void endsOrIsRefused(String text) {
        try {
            assertThat(Lexer.tokens(text)).last().extracting(Token::kind).isEqualTo(Kind.END);
        } catch (CodeException e) {
            assertThat(e).hasMessageContaining("a string has no end");
        }
    }
}
