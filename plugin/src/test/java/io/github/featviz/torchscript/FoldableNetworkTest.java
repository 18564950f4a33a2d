package io.github.featviz.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.torchscript.SmallArchive.Pickle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which networks a batch norm is folded, where small changes of the code decide. */
class FoldableNetworkTest {

    private static final String NET =
            """
            class Norm(Module):
              def forward(self: __torch__.Norm,
                x: Tensor) -> Tensor:
                return torch.mul(x, self.mean)
            class Mean(Module):
              def forward(self: __torch__.Mean) -> Tensor:
                return self.mean
            class Net(Module):
              __parameters__ = ["weight", "bias", "other", "line", ]
              def conv(self: __torch__.Net,
                x: Tensor) -> Tensor:
                return torch.conv2d(x, self.weight, self.bias, [1, 1], [0, 0], [1, 1], 1)
              def norm(self: __torch__.Net,
                x: Tensor) -> Tensor:
                return torch.batch_norm(x, self.gamma, self.beta, self.mean, self.variance, False, 0.1, 1e-05, True)
              def conv2(self: __torch__.Net,
                x: Tensor) -> Tensor:
                return torch.conv2d(x, self.other, None, [1, 1], [0, 0], [1, 1], 1)
              def norm2(self: __torch__.Net,
                x: Tensor) -> Tensor:
                return torch.batch_norm(x, self.gamma, self.bias, self.mean2, self.variance2, False, 0.1, 1e-05, True)
              def forward(self: __torch__.Net,
                x: Tensor) -> Tensor:
            """;

    @TempDir
    Path folder;

    /** A network whose forward has this body. */
    private TorchScriptArchive network(String body) throws IOException {
        byte[] objects = new Pickle()
                .begin("__torch__", "Net")
                .string("weight")
                .tensor("weight", 4, 4, 1, 1)
                .string("other")
                .tensor("other", 4, 4, 1, 1)
                .string("line")
                .tensor("line", 4, 4, 1)
                .string("bias")
                .tensor("bias", 4)
                .string("gamma")
                .tensor("gamma", 4)
                .string("beta")
                .tensor("beta", 4)
                .string("mean")
                .tensor("mean", 4)
                .string("variance")
                .tensor("variance", 4)
                .string("mean2")
                .tensor("mean2", 4)
                .string("variance2")
                .tensor("variance2", 4)
                .string("means")
                .op(']')
                .op('(')
                .tensor("mean", 4)
                .op('e')
                .string("norms")
                .begin("__torch__", "Norms")
                .string("0")
                .begin("__torch__", "Norm")
                .string("mean")
                .tensor("mean", 4)
                .end()
                .end()
                .string("told")
                .begin("__torch__", "Mean")
                .string("mean")
                .tensor("mean", 4)
                .end()
                .end()
                .bytes();
        return TorchScriptArchive.read(new SmallArchive()
                .code("", NET + body.indent(4))
                .objects(objects)
                .write(folder.resolve("small.pt")));
    }

    private boolean folds(String... lines) throws IOException {
        return network(String.join("\n", lines)).folds(Set.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch.size(self.mean, 0)",
                "torch.__isnot__(self.variance, None)",
                "isinstance(x, Tensor)",
                "ops.prim.dtype(self.weight)",
                "torch.add(self.other, 1)",
                "[self.mean2]",
                "(self).conv2(x, )",
                "(self).norm2((self).conv2(x, ), )",
                "self.means2",
            })
    void a_norm_is_folded_whatever_becomes_of_other_tensors(String expression) throws IOException {
        assertThat(folds("z = (self).norm((self).conv(x, ), )", "a = " + expression, "return z"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch.stack([self.variance, self.mean])",
                "torch.cat([self.weight])",
                "annotate(Dict[str, Tensor], {\"mean\": self.mean})",
                "self.mean + 1",
                "-self.mean",
                "(x).nowhere(self.mean, )",
                "__torch__.nowhere((self.variance, 1), )",
                "float(self.mean)",
                "ops.prim.data(self.bias)",
                "torch.is_nonzero(self.mean)",
                "torch.conv2d(self.weight, self.other, None, [1, 1], [0, 0], [1, 1], 1)",
                "torch.batch_norm(x, None, None, self.mean, self.variance2, False, 0.1, 1e-05, True)",
                "torch.batch_norm((self).conv2(x, ), None, None, self.mean, self.variance2, True, 0.1, 1e-05, True)",
                "torch.mul_(self.gamma, 2)",
                "self.means[0]",
                "(self.norms[torch.size(x, 0)]).forward(x, )",
                "self.norms.nowhere(x, )",
            })
    void a_norm_is_not_folded_when_something_else_takes_its_tensors_too(String expression) throws IOException {
        assertThat(folds("z = (self).norm((self).conv(x, ), )", "a = " + expression, "return z"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ops.prim.data(y)",
                "bool(y)",
                "torch.relu_(y)",
                "torch.select(y, 0, 0)",
                "[y]",
                "{\"y\": y}",
                "(y, 1)[torch.size(x, 0)]",
                "(x).nowhere((1, y), )",
                "y.shape",
                "torch.batch_norm((self).conv2(x, ), y, y, self.mean2, self.variance2, False, 0.1, 1e-05, True)",
            })
    void a_norm_is_not_folded_when_something_else_takes_the_value_of_its_convolution(String expression)
            throws IOException {
        assertThat(folds("y = (self).conv(x, )", "z = (self).norm(y, )", "a = " + expression, "return z"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"self.variance", "(z, self.mean)", "(z, y)", "[z, self.weight]"})
    void a_norm_is_not_folded_when_the_network_gives_away_what_it_takes(String given) throws IOException {
        assertThat(folds("y = (self).conv(x, )", "z = (self).norm(y, )", "return " + given))
                .isFalse();
    }

    @Test
    void a_norm_of_two_convolutions_is_not_folded_even_if_the_value_of_one_goes_to_another_norm_too()
            throws IOException {
        assertThat(folds(
                        "y = (self).conv(x, )",
                        "a = (self).norm(y, )",
                        "b = (self).norm2(y, )",
                        "d = (self).norm((self).conv2(a, ), )",
                        "return torch.add(b, d)"))
                .isFalse();
    }

    @Test
    void a_convolution_is_not_folded_when_a_norm_that_is_not_takes_its_bias() throws IOException {
        assertThat(folds(
                        "z = (self).norm((self).conv(x, ), )",
                        "y = (self).conv2(z, )",
                        "return torch.add(y, (self).norm2(y, ))"))
                .isFalse();
    }

    @Test
    void a_norm_is_not_folded_when_its_mean_is_its_variance() throws IOException {
        assertThat(folds(
                        "y = (self).conv(x, )",
                        "return torch.batch_norm(y, None, None, self.mean, self.mean, False, 0.1, 1e-05, True)"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"line,[1],[0],false", "other,'[1, 1]','[0, 0]',true"})
    void a_traced_convolution_is_folded_if_it_has_two_dimensions(
            String weight, String steps, String padding, boolean folds) throws IOException {
        assertThat(folds(
                        "y = torch._convolution(x, self.%s, None, %s, %s, %s, False, %s, 1, False, False, True, True)"
                                .formatted(weight, steps, padding, steps, padding),
                        "return (self).norm(y, )"))
                .isEqualTo(folds);
    }

    @Test
    void a_loop_of_unknown_length_may_norm_the_value_of_a_convolution_before_it_more_than_once() throws IOException {
        assertThat(folds(
                        "y = (self).conv(x, )",
                        "for i in range(torch.size(x, 0)):",
                        "  z = (self).norm(y, )",
                        "return z"))
                .isFalse();
        assertThat(folds(
                        "pair = (1, (self).conv(x, ))",
                        "while torch.lt(torch.size(x, 0), 3):",
                        "  n, y, = pair",
                        "  z = (self).norm(y, )",
                        "return z"))
                .isFalse();
    }

    @Test
    void a_norm_is_folded_when_its_convolution_runs_in_the_same_turn() throws IOException {
        assertThat(folds(
                        "for i in range(torch.size(x, 0)):",
                        "  conv = self",
                        "  y = (conv).conv(x, )",
                        "  x = (self).norm(y, )",
                        "return x"))
                .isTrue();
    }

    @Test
    void a_norm_is_not_folded_when_one_turn_hands_its_tensor_to_the_next() throws IOException {
        assertThat(folds(
                        "a = self.mean",
                        "for i in range(torch.size(x, 0)):",
                        "  x = torch.mul(x, a)",
                        "  a = torch.neg(a)",
                        "return (self).norm((self).conv(x, ), )"))
                .isFalse();
    }

    @Test
    void either_side_of_a_branch_may_norm_a_value_but_a_tensor_of_either_side_is_not_known() throws IOException {
        assertThat(folds(
                        "y = (self).conv(x, )",
                        "if torch.lt(torch.size(x, 0), 3):",
                        "  z = (self).norm(y, )",
                        "else:",
                        "  z = x",
                        "return z"))
                .isTrue();
        assertThat(folds(
                        "if torch.lt(torch.size(x, 0), 3):",
                        "  a = self.mean",
                        "else:",
                        "  a = self.mean2",
                        "return torch.mul((self).norm((self).conv(x, ), ), a)"))
                .isFalse();
    }

    @Test
    void nothing_is_folded_when_the_network_changes_its_attributes() throws IOException {
        assertThat(folds("self.mean = x", "return (self).norm((self).conv(x, ), )"))
                .isFalse();
        assertThat(folds("self.first = False", "return (self).norm((self).conv(x, ), )"))
                .isFalse();
    }

    @Test
    void a_tensor_keeps_its_values_where_it_is_looked_at() throws IOException {
        TorchScriptArchive archive =
                network("a = (self.told).forward()\nreturn torch.mul((self).norm((self).conv(x, ), ), 2)");

        assertThat(archive.folds(Set.of("mul"))).isTrue();
        assertThat(archive.folds(Set.of("weight"))).isFalse();
        assertThat(archive.folds(Set.of("told"))).isFalse();
        assertThat(archive.folds(Set.of("conv2d"))).isFalse();
    }
}
