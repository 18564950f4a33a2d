package io.github.featviz.torchscript;

import java.util.regex.Pattern;

/**
 * Lets gradients pass where a ReLU (or ReLU6, below nothing) is off: its values stay as they are, its slope is {@value #SLOPE} there
 * instead of nothing. Places of a picture where a filter is off are drawn too, and pictures of filters that are off everywhere begin.
 *
 * <p>The slope was chosen by what pictures reach (docs/bench.md, Quality): with 0.3 they please other filters more, and with 0.01 less of a
 * picture is drawn.
 *
 * <p>A leaky ReLU has that slope. What it leaves below nothing is cut off behind the back of the engine's gradients, which ask for the sign of
 * the result at most: that takes less memory and time than to add what is lost.
 *
 * <p>Source: the gradient overrides of Lucid (Apache-2.0), which go back to Olah, Mordvintsev and Schubert, "Feature Visualization",
 * Distill 2017.
 */
final class Waking {

    /** Share of the gradient that passes where a ReLU is off. */
    static final double SLOPE = 0.05;

    static final Substitution SUBSTITUTION = new Substitution(
            Pattern.compile("\\btorch\\.((?:relu|relu6|hardtanh)_?)\\("),
            "__torch__.featviz_waking.$1(",
            "code/__torch__/featviz_waking.py",
            """
            def relu(x: Tensor) -> Tensor:
              passed = torch.leaky_relu(x, SLOPE)
              _0 = torch.clamp_min_(passed.data, 0)
              return passed
            def relu_(x: Tensor) -> Tensor:
              passed = torch.leaky_relu_(x, SLOPE)
              _0 = torch.clamp_min_(passed.data, 0)
              return passed
            def relu6(x: Tensor) -> Tensor:
              return __torch__.featviz_waking.relu_(torch.clamp_max(x, 6), )
            def relu6_(x: Tensor) -> Tensor:
              return __torch__.featviz_waking.relu_(torch.clamp_max_(x, 6), )
            def hardtanh(x: Tensor,
                low: number,
                high: number) -> Tensor:
              if torch.eq(low, 0):
                clipped = __torch__.featviz_waking.relu_(torch.clamp_max(x, high), )
              else:
                passed = torch.mul(x, SLOPE)
                lost = torch.sub(passed, torch.detach(passed))
                clipped = torch.add(torch.hardtanh(x, low, high), lost)
              return clipped
            def hardtanh_(x: Tensor,
                low: number,
                high: number) -> Tensor:
              if torch.eq(low, 0):
                clipped = __torch__.featviz_waking.relu_(torch.clamp_max_(x, high), )
              else:
                clipped = torch.copy_(x, __torch__.featviz_waking.hardtanh(torch.clone(x), low, high, ))
              return clipped
            """
                    .replace("SLOPE", Double.toString(SLOPE)));

    private Waking() {}
}
