package io.github.featviz.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.network.ScriptModule;

/**
 * What the machine does at its best: products of large matrices.
 *
 * @param fp32 GFLOP/s
 * @param bf16 GFLOP/s
 */
record Peak(double fp32, double bf16) {

    private static final int EDGE = 1536;
    private static final int TURNS = 6;

    private static final String CODE =
            """
            class Products(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.Products,
                x: Tensor) -> Tensor:
                return torch.to(x, 15)
              def product(self: __torch__.Products,
                x: Tensor) -> Tensor:
                return torch.select(torch.mm(x, x), 0, 0)
            """;

    static Peak measured(NDManager manager) {
        try (NDManager scratch = manager.newSubManager();
                ScriptModule module = ScriptModule.ofText(scratch, "Products", CODE)) {
            NDArray single = scratch.randomUniform(0, 1, new Shape(EDGE, EDGE));
            NDArray brain = module.call("forward", single).singletonOrThrow();
            return new Peak(best(module, single), best(module, brain));
        }
    }

    private static double best(ScriptModule module, NDArray matrix) {
        double seconds = Double.MAX_VALUE;
        for (int i = 0; i < TURNS; i++) {
            long begin = System.nanoTime();
            module.call("product", matrix).close();
            seconds = Math.min(seconds, (System.nanoTime() - begin) / 1e9);
        }
        return 2.0 * EDGE * EDGE * EDGE / seconds / 1e9;
    }
}
