package io.github.featviz.torchscript;

import java.util.regex.Pattern;

/**
 * Lets gradients pass where a ReLU (or ReLU6, which PyTorch calls hardtanh from 0 to 6) is off: its values stay as they are, its slope is
 * {@value #SLOPE} there instead of nothing. Places of a picture where a filter is off are drawn too, and pictures of filters that are off
 * everywhere begin.
 *
 * <p>The slope was chosen by what pictures reach (docs/bench.md, Quality): with 0.3 they please other filters more.
 *
 * <p>A leaky ReLU has that slope. What it leaves below nothing is cut off behind the back of the engine's gradients, which ask for no more than
 * the sign of its result. As the ReLU itself it keeps its result for the way back, not its argument, which code may change afterwards.
 *
 * <p>Source: the gradient overrides of Lucid (Apache-2.0), which go back to Olah, Mordvintsev and Schubert, "Feature Visualization",
 * Distill 2017.
 */
final class Waking {

    /** Share of the gradient that passes where a ReLU is off. */
    static final double SLOPE = 0.05;

    static final Substitution SUBSTITUTION = new Substitution(
            Pattern.compile("(?<![\\w.])torch\\.((?:relu|relu6|hardtanh)_?)\\("),
            "__torch__.featviz_waking.$1(",
            "code/__torch__/featviz_waking.py",
            """
            def relu(x: Tensor) -> Tensor:
              return __torch__.featviz_waking.relu_(torch.clone(x), )
            def relu_(x: Tensor) -> Tensor:
              passed = torch.leaky_relu_(x, SLOPE)
              _0 = torch.clamp_min_(passed.data, 0)
              return passed
            def relu6(x: Tensor) -> Tensor:
              return __torch__.featviz_waking.relu_(torch.hardtanh(x, -1.0e+30, 6), )
            def relu6_(x: Tensor) -> Tensor:
              return __torch__.featviz_waking.relu_(torch.clamp_max_(x, 6), )
            def hardtanh(x: Tensor,
                min_val: number=-1,
                max_val: number=1) -> Tensor:
              if torch.eq(min_val, 0):
                clipped = __torch__.featviz_waking.relu_(torch.hardtanh(x, -1.0e+30, max_val), )
              else:
                clipped = torch.hardtanh(x, min_val, max_val)
              return clipped
            def hardtanh_(x: Tensor,
                min_val: number=-1,
                max_val: number=1) -> Tensor:
              if torch.eq(min_val, 0):
                clipped = __torch__.featviz_waking.relu_(torch.clamp_max_(x, max_val), )
              else:
                clipped = torch.hardtanh_(x, min_val, max_val)
              return clipped
            """
                    .replace("SLOPE", Double.toString(SLOPE)));

    private Waking() {}
}
