package io.github.featviz.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockNetworkTest {

    private static final InputFormat INPUT = new InputFormat(16, List.of(0.5, 0.4, 0.3), List.of(0.2, 0.25, 0.5));
    private static final Shape ONE = new Shape(1, 3, 16, 16);

    @TempDir
    private Path folder;

    private NDManager manager;

    @BeforeEach
    void startEngine() {
        manager = TorchEngine.newManager();
    }

    @AfterEach
    void stopEngine() {
        manager.close();
    }

    /** Convolution, batch norm, dropout, two branches and a classifier. */
    public static final class Plain implements Supplier<Block> {

        @Override
        public Block get() {
            return new SequentialBlock()
                    .add(conv(4, 3))
                    .add(BatchNorm.builder().build())
                    .add(Activation.reluBlock())
                    .add(Dropout.builder().optRate(0.9f).build())
                    .add(new ParallelBlock(
                            branches -> new NDList(branches.get(0)
                                    .singletonOrThrow()
                                    .concat(branches.get(1).singletonOrThrow(), 1)),
                            List.of(new SequentialBlock().add(conv(2, 1)).add(Activation.reluBlock()), conv(3, 3))))
                    .addSingleton(x -> x.mul(2).addi(1))
                    .add(Pool.globalAvgPool2dBlock())
                    .add(Blocks.batchFlattenBlock())
                    .add(Linear.builder().setUnits(7).build());
        }
    }

    /** Registers two convolutions, the second in a field of its own class, adds what it was given, and changes the sum in place. */
    static final class Skip extends AbstractBlock {

        private final Block first = addChildBlock("squeeze", conv(2, 1));
        private final Conv2d second = addChildBlock("expand", conv(4, 3));

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
            NDList inner = second.forward(store, first.forward(store, inputs, training), training);
            return new NDList(inner.singletonOrThrow().addi(inputs.singletonOrThrow()));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }

        @Override
        protected void initializeChildBlocks(NDManager owner, DataType type, Shape... inputs) {
            first.initialize(owner, type, inputs);
            second.initialize(owner, type, first.getOutputShapes(inputs));
        }
    }

    /** A user-made block twice, one instance of an activation at two places, and a tuple at the end. */
    public static final class Residual implements Supplier<Block> {

        @Override
        public Block get() {
            Block relu = Activation.reluBlock();
            Block skip = new Skip();
            return new SequentialBlock()
                    .add(conv(4, 3))
                    .add(relu)
                    .add(skip)
                    .add(relu)
                    .add(new LambdaBlock(
                            list -> new NDList(list.get(0), list.get(0).mul(2)), "both"));
        }
    }

    /** A single convolution. */
    public static final class Lone implements Supplier<Block> {

        @Override
        public Block get() {
            return conv(4, 3);
        }
    }

    /** Calls the same child twice, one that is registered nowhere, and keeps one that it never calls. */
    static final class Odd extends AbstractBlock {

        private final Conv2d twice = addChildBlock("twice", conv(3, 3));
        private final Block unregistered = Activation.reluBlock();
        private final Block trainingOnly = addChildBlock("trainingOnly", Activation.reluBlock());

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
            NDList once = unregistered.forward(store, twice.forward(store, inputs, training), training);
            NDList again = twice.forward(store, once, training);
            return training ? trainingOnly.forward(store, again, true) : again;
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }

        @Override
        protected void initializeChildBlocks(NDManager owner, DataType type, Shape... inputs) {
            twice.initialize(owner, type, inputs);
            trainingOnly.initialize(owner, type, inputs);
        }
    }

    public static final class OddFactory implements Supplier<Block> {

        @Override
        public Block get() {
            return new Odd();
        }
    }

    public static final class FailsBehind implements Supplier<Block> {

        @Override
        public Block get() {
            return new SequentialBlock().add(conv(2, 3)).addSingleton(x -> {
                throw new IllegalStateException("no further");
            });
        }
    }

    public static final class NoSupplier {}

    public static final class NoBlock implements Supplier<String> {

        @Override
        public String get() {
            return "net";
        }
    }

    private static Conv2d conv(int filters, int edge) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(edge, edge))
                .optPadding(new Shape(edge / 2, edge / 2))
                .build();
    }

    @Test
    void whatIsAddedToALayerGoesOnToTheScores() throws IOException {
        try (Network network = open(Plain.class, new Plain().get())) {
            NDArray images = manager.ones(ONE);
            NDArray scores = network.scores(images).orElseThrow();
            NDArray shift = manager.create(new float[] {0, 0, 0.5f, 0, 0, 0, 0}, new Shape(1, 7));
            NDArray deep = manager.create(new float[] {0, 0.5f, 0, 0, 0}, new Shape(1, 5, 1, 1));

            NDArray steered = network.steeredScores("09Linear", shift, images).orElseThrow();
            NDArray raised =
                    network.steeredScores("06LambdaBlock", deep, images).orElseThrow();
            NDArray lowered =
                    network.steeredScores("06LambdaBlock", deep.neg(), images).orElseThrow();

            assertThat(difference(steered.sub(scores), shift)).isLessThan(1e-5f);
            assertThat(difference(raised, scores)).isGreaterThan(1e-3f);
            assertThat(difference(raised.add(lowered).div(2), scores))
                    .as("all behind it is linear")
                    .isLessThan(1e-5f);
            assertThatThrownBy(() -> network.steeredScores("nowhere", shift, images))
                    .isInstanceOf(UnknownLayerException.class);
        }
    }

    @Test
    void namesLayersByDjlsChildNamesInCallOrder() throws IOException {
        try (Network network = open(Plain.class, new Plain().get())) {
            assertThat(network.describe().layers())
                    .extracting(Layer::name)
                    .containsExactly(
                            "01Conv2d",
                            "02BatchNorm",
                            "03LambdaBlock",
                            "04Dropout",
                            "05ParallelBlock",
                            "05ParallelBlock.01SequentialBlock",
                            "05ParallelBlock.01SequentialBlock.01Conv2d",
                            "05ParallelBlock.01SequentialBlock.02LambdaBlock",
                            "05ParallelBlock.02Conv2d",
                            "06LambdaBlock",
                            "07LambdaBlock",
                            "08LambdaBlock",
                            "09Linear");
            assertThat(network.describe().layer("05ParallelBlock")).hasValueSatisfying(layer -> {
                assertThat(layer.shape()).containsExactly(1L, 5L, 16L, 16L);
                assertThat(layer.parameters()).isEqualTo(4 * 2 + 2 + 4 * 9 * 3 + 3);
            });
            assertThat(network.describe().layer("02BatchNorm").orElseThrow().parameters())
                    .isEqualTo(8);
            assertThat(network.describe().layers()).extracting(Layer::type).contains("ReLU", "LambdaBlock");
            assertThat(network.describe().name()).endsWith("Plain");
        }
    }

    @Test
    void tapsEveryLayerWithTheOutputThatDjlComputes() throws IOException {
        Block reference = initialized(new Plain().get());
        try (Network network = open(Plain.class, reference)) {
            NDArray images = images();
            NDList expected = new NDList(normalised(images));
            for (var child : reference.getChildren()) {
                expected = child.getValue().forward(new ParameterStore(manager, false), expected, false);
                assertThat(difference(network.activation(child.getKey(), images), expected.get(0)))
                        .as(child.getKey())
                        .isLessThan(1e-6f);
            }
            for (Layer layer : network.describe().layers()) {
                assertThat(network.activation(layer.name(), images).getShape().tail())
                        .as(layer.name())
                        .isEqualTo(new Shape(layer.shape()).tail());
            }
            assertThat(difference(network.forward(images).get(0), expected.get(0)))
                    .isLessThan(1e-6f);
        }
    }

    @Test
    void runsInEvaluationModeAgainAndAgain() throws IOException {
        try (Network network = open(Plain.class, initialized(new Plain().get()))) {
            NDArray images = images();
            NDArray before = network.activation("09Linear", images);
            assertThat(difference(network.activation("04Dropout", images), network.activation("03LambdaBlock", images)))
                    .isZero();
            assertThat(difference(network.activation("09Linear", images), before))
                    .isZero();
        }
    }

    @Test
    void tapsTheChildrenOfAUserMadeBlockThatKeepsThemInFields() throws IOException {
        Block reference = initialized(new Residual().get());
        try (Network network = open(Residual.class, reference)) {
            NDArray images = images();
            assertThat(network.describe().layers())
                    .extracting(Layer::name)
                    .containsExactly(
                            "01Conv2d",
                            "02LambdaBlock",
                            "03Skip",
                            "03Skip.01squeeze",
                            "03Skip.02expand",
                            "04LambdaBlock",
                            "05LambdaBlock");
            NDArray into = network.activation("02LambdaBlock", images);
            Block expand = reference.getChildren().get("03Skip").getChildren().get("02expand");
            NDArray expected = expand.forward(
                            new ParameterStore(manager, false),
                            new NDList(network.activation("03Skip.01squeeze", images)),
                            false)
                    .singletonOrThrow();
            // The block adds in place after the call: the tap has the output from before.
            assertThat(difference(network.activation("03Skip.02expand", images), expected))
                    .isLessThan(1e-6f);
            assertThat(difference(network.activation("03Skip", images), expected.add(into)))
                    .isLessThan(1e-6f);
        }
    }

    @Test
    void givesGradientsWithRespectToTheImageAndNoneToTheParameters() throws IOException {
        try (Network network = open(Residual.class, initialized(new Residual().get()))) {
            for (String layer : List.of("01Conv2d", "03Skip.02expand", "04LambdaBlock")) {
                NDArray images = images();
                images.setRequiresGradient(true);
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    collector.backward(network.activation(layer, images)
                            .get(new NDIndex(":, 1"))
                            .sum());
                }
                assertThat(images.getGradient().abs().sum().getFloat())
                        .as(layer)
                        .isPositive();
            }
            assertThat(network.manager().getManagedArrays()).noneMatch(NDArray::hasGradient);
        }
    }

    @Test
    void computesNothingBehindTheTap() throws IOException {
        Block first = initialized(new SequentialBlock().add(conv(2, 3)).addSingleton(x -> x));
        try (Network network = open(FailsBehind.class, first)) {
            assertThat(network.activation("01Conv2d", images()).getShape()).isEqualTo(new Shape(2, 2, 16, 16));
            NDArray images = images();
            assertThatThrownBy(() -> network.forward(images))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("no further");
        }
    }

    @Test
    void leavesNothingBehindButTheActivation() throws IOException {
        try (Network network = open(Plain.class, initialized(new Plain().get()))) {
            NDArray images = images();
            int owned = network.manager().getManagedArrays().size();
            int before = manager.getManagedArrays().size();
            network.activation("09Linear", images);
            assertThat(manager.getManagedArrays()).hasSize(before + 1);
            assertThat(network.manager().getManagedArrays()).hasSize(owned);
        }
    }

    @Test
    void takesImagesOfOtherSizes() throws IOException {
        try (Network network = open(Residual.class, initialized(new Residual().get()))) {
            NDArray small = manager.full(new Shape(1, 3, 11, 9), 0.3f);
            assertThat(network.activation("03Skip", small).getShape()).isEqualTo(new Shape(1, 4, 11, 9));
        }
    }

    @Test
    void numbersFurtherCallsAndSaysWhyALayerCannotBeTapped() throws IOException {
        Block reference = initialized(new Odd());
        try (Network network = open(OddFactory.class, reference)) {
            assertThat(network.describe().layers()).extracting(Layer::name).containsExactly("01twice", "01twice_1");
            NDArray images = images();
            assertThat(difference(
                            network.activation("01twice_1", images),
                            network.forward(images).get(0)))
                    .isZero();
            assertThatThrownBy(() -> network.activation("02trainingOnly", images))
                    .isInstanceOf(UnknownLayerException.class)
                    .hasMessageContaining("does not call it in evaluation mode");
            assertThatThrownBy(() -> network.activation("03nothing", images))
                    .isInstanceOf(UnknownLayerException.class)
                    .hasMessageContaining("has no layer 03nothing");
        }
    }

    @Test
    void refusesALayerThatPutsOutSeveralTensors() throws IOException {
        try (Network network = open(Residual.class, initialized(new Residual().get()))) {
            assertThat(network.describe().layer("05LambdaBlock").orElseThrow().shape())
                    .isEmpty();
            NDArray images = images();
            assertThatThrownBy(() -> network.activation("05LambdaBlock", images))
                    .isInstanceOf(UnknownLayerException.class)
                    .hasMessageContaining("2 tensors");
            assertThat(network.forward(images)).hasSize(2);
        }
    }

    @Test
    void hasALayerEvenWhereTheNetworkIsASingleBlock() throws IOException {
        try (Network network = open(Lone.class, initialized(new Lone().get()))) {
            assertThat(network.describe().layers()).extracting(Layer::name).containsExactly("Conv2d");
            assertThat(network.activation("Conv2d", images()).getShape()).isEqualTo(new Shape(2, 4, 16, 16));
        }
    }

    @Test
    void runsInSinglePrecisionWhateverThatOfItsParameters() throws IOException {
        Block exact = new Lone().get();
        exact.initialize(manager, DataType.FLOAT64, ONE);
        try (Network network = open(Lone.class, exact)) {
            NDArray images = images();
            images.setRequiresGradient(true);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray activation = network.activation("Conv2d", images);
                assertThat(activation.getDataType()).isEqualTo(DataType.FLOAT32);
                collector.backward(activation.sum());
            }
            assertThat(images.getGradient().abs().sum().getFloat()).isPositive();
        }
    }

    @Test
    void readsTheFileOfAModel() throws IOException {
        Block reference = initialized(new Residual().get());
        try (Model model = Model.newInstance("net", "PyTorch")) {
            model.setBlock(reference);
            model.setProperty("Epoch", "3");
            model.save(folder, "net");
            try (Network network =
                    Networks.openBlock(Residual.class.getName(), folder.resolve("net-0003.params"), INPUT)) {
                NDArray images = images();
                NDArray expected = reference
                        .getChildren()
                        .get("01Conv2d")
                        .forward(new ParameterStore(manager, false), new NDList(normalised(images)), false)
                        .singletonOrThrow();
                assertThat(difference(network.activation("01Conv2d", images), expected))
                        .isLessThan(1e-6f);
            }
        }
    }

    @Test
    void refusesParametersOfAnotherBlock() throws IOException {
        Path parameters = saved(initialized(new Lone().get()));
        assertThatThrownBy(() -> Networks.openBlock(Plain.class.getName(), parameters, INPUT))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("net.params do not fit the block");
    }

    @Test
    void refusesAFileThatIsCutOff() throws IOException {
        Path parameters = saved(initialized(new Plain().get()));
        byte[] bytes = Files.readAllBytes(parameters);
        Files.write(parameters, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> Networks.openBlock(Plain.class.getName(), parameters, INPUT))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("do not fit the block");
    }

    @Test
    void refusesABlockWithoutParameters() {
        refuses(Plain.class.getName(), "has parameters without values: 01Conv2d_weight");
    }

    @Test
    void refusesWhatIsNoFactory() {
        refuses("com.example.Missing", "There is no class com.example.Missing");
        refuses(NoSupplier.class.getName(), "is no Supplier");
        refuses(NoBlock.class.getName(), "supplies a java.lang.String");
        refuses(Skip.class.getName(), "cannot be instantiated");
    }

    private static void refuses(String factory, String message) {
        assertThatThrownBy(() -> Networks.openBlock(factory, null, INPUT))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining(message);
    }

    private Network open(Class<? extends Supplier<Block>> factory, Block trained) throws IOException {
        return Networks.openBlock(factory.getName(), saved(initialized(trained)), INPUT);
    }

    private Block initialized(Block block) {
        if (!block.isInitialized()) {
            manager.getEngine().setRandomSeed(7);
            block.initialize(manager, DataType.FLOAT32, ONE);
        }
        return block;
    }

    private Path saved(Block block) throws IOException {
        Path file = folder.resolve("net.params");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            block.saveParameters(out);
        }
        return file;
    }

    private NDArray images() {
        return manager.arange(2 * 3 * 16 * 16).mul(0.37f).sin().abs().reshape(2, 3, 16, 16);
    }

    private NDArray normalised(NDArray images) {
        NDArray mean = manager.create(new float[] {0.5f, 0.4f, 0.3f}, new Shape(1, 3, 1, 1));
        NDArray std = manager.create(new float[] {0.2f, 0.25f, 0.5f}, new Shape(1, 3, 1, 1));
        return images.sub(mean).div(std);
    }

    private static float difference(NDArray one, NDArray other) {
        return one.sub(other).abs().max().getFloat();
    }
}
