package io.github.featviz.torchscript;

import java.util.regex.Pattern;

/**
 * Lets gradients pass where a ReLU (or ReLU6) is off: its values stay as they are, its slope is a tenth there instead of nothing. A picture of
 * a filter that is off everywhere begins with that.
 *
 * <p>Forms that change their argument do so here too, since the code may look at it once more. They compute from a copy: the way back
 * needs what was there before.
 *
 * <p>Source: the gradient overrides of Lucid (Apache-2.0), which go back to Olah, Mordvintsev and Schubert, "Feature Visualization",
 * Distill 2017.
 */
final class Waking {

    static final Substitution SUBSTITUTION = new Substitution(
            Pattern.compile("\\btorch\\.((?:relu|relu6|hardtanh)_?)\\("),
            "__torch__.featviz_waking.$1(",
            "code/__torch__/featviz_waking.py",
            """
            def leak(x: Tensor) -> Tensor:
              passed = torch.mul(x, 0.1)
              return torch.sub(passed, torch.detach(passed))
            def relu(x: Tensor) -> Tensor:
              passed = __torch__.featviz_waking.leak(x, )
              return torch.add(torch.relu(x), passed)
            def hardtanh(x: Tensor,
                low: number,
                high: number) -> Tensor:
              passed = __torch__.featviz_waking.leak(x, )
              return torch.add(torch.hardtanh(x, low, high), passed)
            def relu6(x: Tensor) -> Tensor:
              return __torch__.featviz_waking.hardtanh(x, 0., 6., )
            def relu_(x: Tensor) -> Tensor:
              return torch.copy_(x, __torch__.featviz_waking.relu(torch.clone(x), ))
            def hardtanh_(x: Tensor,
                low: number,
                high: number) -> Tensor:
              return torch.copy_(x, __torch__.featviz_waking.hardtanh(torch.clone(x), low, high, ))
            def relu6_(x: Tensor) -> Tensor:
              return __torch__.featviz_waking.hardtanh_(x, 0., 6., )
            """);

    private Waking() {}
}
