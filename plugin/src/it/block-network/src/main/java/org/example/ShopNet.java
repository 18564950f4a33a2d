package org.example;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A small classifier of 32 × 32 pixels. */
public class ShopNet implements Supplier<Block> {

    @Override
    public Block get() {
        return new SequentialBlock()
                .add(conv(6, 3))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(new ParallelBlock(
                        branches -> new NDList(branches.get(0).get(0).concat(branches.get(1).get(0), 1)),
                        List.of(conv(4, 1), conv(4, 3))))
                .add(new SkipBlock(8))
                .add(Dropout.builder().build())
                .add(Pool.globalAvgPool2dBlock())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(5).build());
    }

    static Conv2d conv(int filters, int edge) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(edge, edge))
                .optPadding(new Shape(edge / 2, edge / 2))
                .build();
    }

    /** Writes shop.params with random values; a real project trains the block instead. Needs DJL's PyTorch engine. */
    public static void main(String[] arguments) throws IOException {
        try (NDManager manager = NDManager.newBaseManager();
                DataOutputStream out = new DataOutputStream(Files.newOutputStream(Path.of("shop.params")))) {
            manager.getEngine().setRandomSeed(7);
            Block block = new ShopNet().get();
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
            block.saveParameters(out);
        }
    }
}
