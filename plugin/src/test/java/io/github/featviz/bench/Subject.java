package io.github.featviz.bench;

import io.github.featviz.architecture.Architecture;
import io.github.featviz.architecture.Architectures;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.statedict.ElementType;
import io.github.featviz.statedict.StateDict;
import io.github.featviz.statedict.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A layer to draw from.
 *
 * @param archive the network
 * @param layer name of the layer
 */
record Subject(Path archive, String layer) {

    /** Takes images as they are: what is added and multiplied makes no difference to the time. */
    static final InputFormat INPUT = new InputFormat(224, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));

    /** Reads {@code file.pt:layer}, or {@code vgg16_bn:layer} for an architecture with random weights. */
    static Subject of(String argument, Path scratch) throws IOException {
        int colon = argument.lastIndexOf(':');
        String network = argument.substring(0, colon);
        String layer = argument.substring(colon + 1);
        if (!Architectures.names().contains(network)) {
            return new Subject(Path.of(network), layer);
        }
        Path archive = scratch.resolve(network + ".pt");
        Architecture architecture = Architectures.named(network);
        architecture.write(random(architecture.shapes(1000)), archive);
        return new Subject(archive, layer);
    }

    private static StateDict random(Map<String, List<Long>> shapes) {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> tensors.put(name, tensor(name, shape, random)));
        return new StateDict(tensors);
    }

    /** Variances of one, biases of zero, weights as He and others start them. */
    private static Tensor tensor(String name, List<Long> shape, SplittableRandom random) {
        int count = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        long inputs = shape.stream().skip(1).reduce(1L, Math::multiplyExact);
        boolean one = name.endsWith("running_var") || (shape.size() == 1 && name.endsWith("weight"));
        ByteBuffer data = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            double spread = shape.size() > 1 ? Math.sqrt(2.0 / inputs) * random.nextGaussian() : 0;
            data.putFloat((float) (one ? 1 : spread));
        }
        return new Tensor(ElementType.FLOAT32, shape, data.flip().asReadOnlyBuffer());
    }

    /** Floating point operations for one image at the input size up to the layer and back to the image: no gradient of weights. */
    double operations(List<Layer> layers) {
        double products = 0;
        for (Layer at : layers) {
            boolean whole = layers.stream().noneMatch(below -> below.name().startsWith(at.name() + "."));
            products += whole ? at.multiplications() : 0;
            if (at.name().equals(layer)) {
                break;
            }
        }
        return 4 * products;
    }
}
