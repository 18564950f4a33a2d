package io.github.featviz.torchscript;

import io.github.featviz.torchscript.Convolutions.Pair;
import io.github.featviz.torchscript.ObjectReader.Elements;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Does in a convolution's weights what a batch norm behind it would do: the weights of each output are scaled by {@code weight / √(variance +
 * epsilon)}, and what is added is added with the convolution's bias, or where it has none, after it. The values are the same up to
 * rounding.
 *
 * <p>The object tree stays as it is: a variance, which is never negative, tells by its first value that its batch norm is done.
 */
final class FoldedNorms {

    /** All was done by the convolution. */
    private static final float DONE = -2;

    /** What is left to add lies where the mean was. */
    private static final float TO_ADD = -1;

    static final Substitution SUBSTITUTION = new Substitution(
            Pattern.compile("(?<![\\w.])torch\\.batch_norm\\("),
            "__torch__.featviz_folding.batch_norm(",
            "code/__torch__/featviz_folding.py",
            """
            def batch_norm(x: Tensor,
                weight: Optional[Tensor],
                bias: Optional[Tensor],
                mean: Optional[Tensor],
                variance: Optional[Tensor],
                training: bool,
                momentum: float,
                epsilon: float,
                cudnn: bool) -> Tensor:
              if torch.__isnot__(variance, None):
                mark = float(torch.select(unchecked_cast(Tensor, variance), 0, 0))
              else:
                mark = 0.
              if torch.eq(mark, -2.):
                result = x
              else:
                if torch.eq(mark, -1.):
                  result = torch.add_(x, torch.reshape(unchecked_cast(Tensor, mean), [1, -1, 1, 1]))
                else:
                  result = torch.batch_norm(x, weight, bias, mean, variance, training, momentum, epsilon, cudnn)
              return result
            """);

    private final ArchiveEntries entries;
    private final Map<String, TensorFile> tensors;

    private FoldedNorms(ArchiveEntries entries) {
        this.entries = entries;
        this.tensors = new HashMap<>(entries.tensors());
    }

    /** The same files with other tensors; null where there is nothing to fold. */
    static @Nullable ArchiveEntries of(ArchiveEntries entries, List<Pair> pairs) throws IOException {
        byte[] objects = entries.files().getOrDefault("data.pkl", new byte[0]);
        FoldedNorms folded = new FoldedNorms(entries);
        boolean any = false;
        try (ZipFile source = new ZipFile(entries.archive().toFile())) {
            for (Pair pair : pairs) {
                any |= folded.fold(pair, source);
            }
        }
        return any ? entries.with(objects, folded.tensors) : null;
    }

    private boolean fold(Pair pair, ZipFile source) throws IOException {
        BatchNorm norm = pair.norm();
        float[] mean = values(norm.mean(), source);
        float[] variance = values(norm.variance(), source);
        float[] weight = norm.weight() == null ? filled(mean.length, 1) : values(norm.weight(), source);
        float[] bias = norm.bias() == null ? filled(mean.length, 0) : values(norm.bias(), source);
        float[] own = pair.bias() == null ? filled(mean.length, 0) : values(pair.bias(), source);
        long outputs = pair.weight().shape().get(0);
        boolean fits = mean.length == outputs
                && List.of(variance, weight, bias, own).stream().allMatch(values -> values.length == outputs);
        if (!fits || !isSingle(pair.weight()) || outputs == 0) {
            return false;
        }
        double[] scales = new double[mean.length];
        float[] added = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            scales[i] = weight[i] / Math.sqrt(variance[i] + norm.epsilon());
            added[i] = (float) (bias[i] + (own[i] - mean[i]) * scales[i]);
            if (variance[i] < 0 || !Double.isFinite(scales[i]) || !Float.isFinite(added[i])) {
                return false;
            }
        }
        tensors.computeIfPresent(file(pair.weight()), (name, original) -> new ScaledTensor(original, scales));
        put(pair.bias() == null ? norm.mean() : pair.bias(), added);
        put(norm.variance(), filled(mean.length, pair.bias() == null ? TO_ADD : DONE));
        return true;
    }

    private void put(Elements tensor, float[] values) {
        tensors.put(file(tensor), new KeptTensor(values));
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    private boolean isSingle(Elements tensor) {
        return tensor.storage() instanceof ObjectReader.Storage storage
                && storage.type().equals("torch.FloatStorage")
                && entries.tensors().containsKey(file(tensor));
    }

    private static String file(Elements tensor) {
        return "data/" + (tensor.storage() instanceof ObjectReader.Storage storage ? storage.file() : "");
    }

    /** Values of a small tensor; none where they are no fp32 numbers or not all of their storage. */
    private float[] values(Elements tensor, ZipFile source) throws IOException {
        TensorFile file = entries.tensors().get(file(tensor));
        if (file == null || !isSingle(tensor) || !tensor.fill()) {
            return new float[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        file.writeTo(source, chunk -> {
            byte[] part = new byte[chunk.remaining()];
            chunk.get(part);
            bytes.write(part, 0, part.length);
        });
        float[] values = new float[bytes.size() / Float.BYTES];
        ByteBuffer.wrap(bytes.toByteArray())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }
}
