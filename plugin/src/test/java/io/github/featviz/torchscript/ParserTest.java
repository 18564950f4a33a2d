package io.github.featviz.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class ParserTest {

    private static final String NET =
            """
            class Net(Module):
              __parameters__ = ["weight", "bias", ]
              __buffers__ = []
              weight : Tensor
              training : bool
              kernel : Final[int] = 3
              conv : __torch__.torch.nn.modules.conv.Conv2d
              def forward(self: __torch__.Net,
                x: Tensor) -> Tensor:
                conv = self.conv
                y, z, = torch.split((conv).forward(x, ), [1, 2], dim=-1)
                return torch.relu(y)
              def extra(self: __torch__.Net) -> Tuple[int, Optional[str]]:
                pass
            def free(n: int=3) -> int:
              return torch.add(n, 1)
            """;

    private static List<Statement> body(String... lines) {
        String text = "def f(x):\n  " + String.join("\n  ", lines) + "\n";
        return Parser.parse(text).functions().get("f").body();
    }

    private static Statement.Simple simple(String line) {
        return (Statement.Simple) body(line).get(0);
    }

    private static Expression value(String expression) {
        return simple("y = " + expression).value();
    }

    @Test
    void aFileHasClassesAndFreeFunctions() {
        Parser.Code code = Parser.parse(NET);
        assertThat(code.classes()).containsOnlyKeys("Net");
        assertThat(code.functions()).containsOnlyKeys("free");
        ClassCode net = code.classes().get("Net");
        assertThat(net.methods()).containsOnlyKeys("forward", "extra");
        assertThat(net.parameters()).containsExactly("weight", "bias");
        assertThat(net.constants()).containsOnlyKeys("kernel");
        assertThat(net.constants().get("kernel")).isEqualTo(Folding.literal("3"));
    }

    @Test
    void aMethodKnowsItsSignature() {
        Method forward = Parser.parse(NET).classes().get("Net").methods().get("forward");
        assertThat(forward.parameters())
                .containsExactly(new Method.Parameter("self", "__torch__.Net"), new Method.Parameter("x", "Tensor"));
        assertThat(forward.returnType()).isEqualTo("Tensor");
        assertThat(forward.signature()).startsWith("(self").endsWith("Tensor)");
        assertThat(forward.column()).isEqualTo(2);
        Method extra = Parser.parse(NET).classes().get("Net").methods().get("extra");
        assertThat(extra.returnType()).isEqualTo("Tuple[int, Optional[str]]");
    }

    @Test
    void anAssignmentNamesAllItsTargets() {
        assertThat(simple("a, b, = g(x)").targets()).containsExactly("a", "b");
        assertThat(simple("(a, (b, c)) = g(x)").targets()).containsExactly("a", "b", "c");
        assertThat(simple("a = b = g(x)").targets()).containsExactly("a", "b");
        assertThat(simple("a : Tensor = g(x)").targets()).containsExactly("a");
        assertThat(simple("g(x)").targets()).isEmpty();
    }

    @Test
    void returnAndRaiseLeave() {
        assertThat(simple("return x").leaves()).isTrue();
        assertThat(simple("raise AssertionError(x)").leaves()).isTrue();
        assertThat(simple("pass").leaves()).isFalse();
        assertThat(simple("pass").value()).isNull();
    }

    @Test
    void callsAttributesAndIndicesNest() {
        Expression.Call call = (Expression.Call) value("(self.a.b).forward(x[0], k=torch.neg(x), )");
        assertThat(call.arguments()).hasSize(3);
        assertThat(call.arguments().get(0)).isInstanceOf(Expression.Index.class);
        assertThat(call.arguments().get(2)).isInstanceOf(Expression.Call.class);
        Expression.Attribute callee = (Expression.Attribute) call.callee();
        assertThat(callee.name()).isEqualTo("forward");
        assertThat(callee.object()).isInstanceOf(Expression.Compound.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-x",
                "not x",
                "a if c else b",
                "a + b * -c ** 2",
                "[1, 2, ]",
                "{\"a\": 1}",
                "()",
                "(x,)",
                "x[:, 1:2]",
                "[g(i) for i in x]",
                "x is not None",
                "\"a\".join(x)",
                "annotate(List[int], [])"
            })
    void anExpressionCoversItsText(String text) {
        Statement.Simple line = simple("y = " + text);
        assertThat(line.value().end() - line.value().start()).isEqualTo(text.length());
        assertThat(line.end() - line.start()).isEqualTo(text.length() + 4);
    }

    @Test
    void branchesAndLoopsHoldTheirStatements() {
        List<Statement> body = body(
                "if x:",
                "  a = 1",
                "elif y:",
                "  b = 2",
                "else:",
                "  c = 3",
                "for i in range(3):",
                "  d = i",
                "while bool(x):",
                "  e = 1",
                "return d");
        Statement.If branch = (Statement.If) body.get(0);
        assertThat(branch.then()).hasSize(1);
        assertThat(((Statement.If) branch.otherwise().get(0)).otherwise()).hasSize(1);
        assertThat(((Statement.Loop) body.get(1)).variable()).isEqualTo("i");
        assertThat(((Statement.Loop) body.get(2)).variable()).isEmpty();
        assertThat(body).hasSize(4);
    }

    @Test
    void blocksMayStandOnTheirHeadersLine() {
        assertThat(((Statement.If) body("if x: a = 1", "return x").get(0)).then())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class",
                "class A",
                "class A:\n  def",
                "def f(",
                "def f(x",
                "def f(x)\n  return x\n",
                "def f(x):\n  return (x\n",
                "def f(x):\n  y = x)\n",
                "def f(x):\n  y = = x\n",
                "def f(x):\n  x y\n",
                "def f(x):\n  y = ]\n"
            })
    void damagedCodeIsRefusedWithItsLine(String text) {
        assertThatThrownBy(() -> Parser.parse(text))
                .isInstanceOf(CodeException.class)
                .hasMessageContaining("line ");
    }

    @Test
    void codeThatIsNestedTooDeepIsRefused() {
        assertThatThrownBy(() -> value("(".repeat(100_000) + "x" + ")".repeat(100_000)))
                .isInstanceOf(CodeException.class)
                .hasMessageContaining("nested deeper");
        StringBuilder chain = new StringBuilder("def f(x):\n  if x:\n    y = 1\n");
        chain.append("  elif x:\n    y = 1\n".repeat(100_000));
        assertThatThrownBy(() -> Parser.parse(chain.toString()))
                .isInstanceOf(CodeException.class)
                .hasMessageContaining("nested deeper");
    }

    @Test
    void everyTextIsReadOrRefused() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            StringBuilder damaged = new StringBuilder(NET);
            for (int j = 1 + random.nextInt(4); j > 0; j--) {
                int at = random.nextInt(damaged.length() - 10);
                damaged.replace(at, at + random.nextInt(10), String.valueOf(NET.charAt(random.nextInt(NET.length()))));
            }
            readOrRefused(damaged.toString());
        }
    }

    private static void readOrRefused(String text) {
        try {
            assertThat(Parser.parse(text)).isNotNull();
        } catch (CodeException e) {
            assertThat(e).hasMessageContaining(" in line ");
        }
    }
}
