package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.featviz.network.ScriptModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Differentiable operations on images that DJL's arrays lack, run by the engine from a few lines of TorchScript. */
public final class ImageOps implements AutoCloseable {

    private final ScriptModule module;

    private ImageOps(ScriptModule module) {
        this.module = module;
    }

    /** Loads the operations; they live as long as {@code manager} or until closed. */
    static ImageOps load(NDManager manager) {
        try (InputStream text = ImageOps.class.getResourceAsStream("image_ops.py")) {
            if (text == null) {
                throw new IllegalStateException("image_ops.py is not beside its class: the plugin's jar is incomplete");
            }
            return new ImageOps(
                    ScriptModule.ofText(manager, "ImageOps", new String(text.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A picture from its half spectrum: inverse real Fourier transform without any factor, colours mixed, sigmoid.
     *
     * @param values [N, C, S, S/2+1, 2], real and imaginary parts
     * @param amplitude [S, S/2+1, 1], what a value of one stands for at each frequency
     * @param colours [C, C], the colour of each plane as a column
     * @return [N, C, S, S] in (0, 1)
     */
    NDArray fromSpectrum(NDArray values, NDArray amplitude, NDArray colours) {
        return module.call("from_spectrum", values, amplitude, colours).singletonOrThrow();
    }

    /**
     * Transparent images on a ground.
     *
     * @param image [N, C + 1, H, W], the opacity last
     * @param ground [N, C, h, w], enlarged to H × W, bilinear
     * @return [N, C, H, W]
     */
    NDArray over(NDArray image, NDArray ground) {
        return module.call("over", image, ground).singletonOrThrow();
    }

    /**
     * How alike the features of several pictures are: the mean over all pairs of the cosine between their Gram matrices, which tell
     * which features come together, wherever that is.
     *
     * @param features [N, C, …], two pictures at least
     * @return a scalar, 1: the same
     */
    NDArray likeness(NDArray features) {
        return module.call("likeness", features).singletonOrThrow();
    }

    /**
     * An image seen through an affine map, bilinear, mirrored beyond its borders.
     *
     * @param image [N, C, H, W]
     * @param affine [N, 2, 3], where each output position comes from, in coordinates of [−1, 1]
     * @return [N, C, H, W]
     */
    NDArray view(NDArray image, NDArray affine) {
        return module.call("view", image, affine).singletonOrThrow();
    }

    /**
     * A step of {@link Adam}, in place.
     *
     * @param settings [3]: what the step is multiplied by, the root of the second moment's correction, the weight decay
     * @param values moved
     * @param gradient of the values; set to zero
     * @param momentum first moment, brought up to date
     * @param square second moment, brought up to date
     */
    void adam(NDArray settings, NDArray values, NDArray gradient, NDArray momentum, NDArray square) {
        module.call("adam", settings, values, gradient, momentum, square);
    }

    @Override
    public void close() {
        module.close();
    }
}
