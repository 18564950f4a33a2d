package io.github.featviz.torchscript;

import io.github.featviz.torchscript.ObjectReader.Elements;
import io.github.featviz.torchscript.ObjectReader.Storage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Has convolutions of 3 × 3 give 2 × 2 values from each tile of 4 × 4 with 16 multiplications a pair of channels instead of 36. The values
 * are the same up to rounding, which in bf16 is about twice that of a plain convolution.
 *
 * <p>Along each axis values {@code a b c d} become {@code a−c, b+c, c−b, d−b}, each channel for itself; then channels are mixed, 16 products
 * of matrices; then four sums {@code p q r s} become {@code p+q+r, q−r+s}. The weights are stored as the matrices for that: the shape
 * [4, 4, 1, 1, inputs, outputs] tells them from any convolution's.
 *
 * <p>Parts are taken by unbinding and splitting, whose gradients are put together in one go; those of slices are added up, each filled
 * with zeros around.
 *
 * <p>Source: Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016: F(2 × 2, 3 × 3).
 */
final class Winograd {

    /** Values of a tile along each axis. */
    static final int TILE = 4;

    /** Inputs · outputs / (inputs + outputs) from which fewer multiplications outweigh more additions: 128 channels to 256, say. */
    private static final double WORTH = 80;

    /** Weights are transformed in the heap. */
    private static final long MOST_PAIRS = 1 << 21;

    /** Calls that the functions below do not take, wherever they are in the code: it would not be understood, even if it never runs. */
    static final Pattern NAMED_PADDING = Pattern.compile("\\btorch\\.conv2d\\([^\n]*\"(same|valid)\"");

    private static final Set<String> TYPES = Set.of("torch.FloatStorage", "torch.HalfStorage");

    static final Substitution SUBSTITUTION = new Substitution(
            Pattern.compile("(?<![\\w.])torch\\.(conv2d|convolution|_convolution)\\("),
            "__torch__.featviz_winograd.$1(",
            "code/__torch__/featviz_winograd.py",
            """
            def conv2d(x: Tensor,
                weight: Tensor,
                bias: Optional[Tensor]=None,
                stride: List[int]=[1, 1],
                padding: List[int]=[0, 0],
                dilation: List[int]=[1, 1],
                groups: int=1) -> Tensor:
              if torch.eq(torch.dim(weight), 6):
                result = __torch__.featviz_winograd.by_tiles(x, weight, bias, padding, )
              else:
                result = torch.conv2d(x, weight, bias, stride, padding, dilation, groups)
              return result
            def convolution(x: Tensor,
                weight: Tensor,
                bias: Optional[Tensor],
                stride: List[int],
                padding: List[int],
                dilation: List[int],
                transposed: bool,
                output_padding: List[int],
                groups: int) -> Tensor:
              if torch.eq(torch.dim(weight), 6):
                result = __torch__.featviz_winograd.by_tiles(x, weight, bias, padding, )
              else:
                result = torch.convolution(x, weight, bias, stride, padding, dilation, transposed, output_padding, groups)
              return result
            def _convolution(x: Tensor,
                weight: Tensor,
                bias: Optional[Tensor],
                stride: List[int],
                padding: List[int],
                dilation: List[int],
                transposed: bool,
                output_padding: List[int],
                groups: int,
                benchmark: bool,
                deterministic: bool,
                cudnn_enabled: bool,
                allow_tf32: bool=True) -> Tensor:
              if torch.eq(torch.dim(weight), 6):
                result = __torch__.featviz_winograd.by_tiles(x, weight, bias, padding, )
              else:
                result = torch._convolution(x, weight, bias, stride, padding, dilation, transposed, output_padding, groups, benchmark, deterministic, cudnn_enabled, allow_tf32)
              return result
            def taken_apart(pixels: List[Tensor],
                axis: int,
                tiles: int) -> List[Tensor]:
              a = torch.split_with_sizes(pixels[0], [tiles, 1], axis)[0]
              b = torch.split_with_sizes(pixels[1], [tiles, 1], axis)[0]
              c = torch.split_with_sizes(pixels[0], [1, tiles], axis)[1]
              d = torch.split_with_sizes(pixels[1], [1, tiles], axis)[1]
              return [torch.sub(a, c), torch.add(b, c), torch.sub(c, b), torch.sub(d, b)]
            def put_together(p: Tensor,
                q: Tensor,
                r: Tensor,
                s: Tensor) -> List[Tensor]:
              return [torch.add(torch.add(p, q), r), torch.add(torch.sub(q, r), s)]
            def by_tiles(x: Tensor,
                weight: Tensor,
                bias: Optional[Tensor],
                padding: List[int]) -> Tensor:
              if torch.eq(torch.dim(x), 3):
                result = torch.squeeze(__torch__.featviz_winograd.of_images(torch.unsqueeze(x, 0), weight, bias, padding, ), 0)
              else:
                result = __torch__.featviz_winograd.of_images(x, weight, bias, padding, )
              if torch.is_contiguous(x):
                arranged = torch.contiguous(result)
              else:
                arranged = result
              return arranged
            def of_images(x: Tensor,
                weight: Tensor,
                bias: Optional[Tensor],
                padding: List[int]) -> Tensor:
              above = padding[0]
              left = padding[-1]
              images = torch.size(x, 0)
              channels = torch.size(x, 1)
              height = torch.size(x, 2)
              width = torch.size(x, 3)
              down = (height + 2 * above - 1) // 2
              across = (width + 2 * left - 1) // 2
              right = 2 * across + 2 - width - left
              below = 2 * down + 2 - height - above
              padded = torch.constant_pad_nd(x, [left, right, above, below], 0)
              pixels = torch.reshape(torch.permute(padded, [0, 2, 3, 1]), [images, down + 1, 2, across + 1, 2, channels])
              columns = __torch__.featviz_winograd.taken_apart(torch.unbind(pixels, 4), 3, across, )
              matrices = torch.flatten(weight, 0, 3)
              upper = annotate(List[Tensor], [])
              lower = annotate(List[Tensor], [])
              for i in range(4):
                cells = __torch__.featviz_winograd.taken_apart(torch.unbind(columns[i], 2), 1, down, )
                mixed = annotate(List[Tensor], [])
                for j in range(4):
                  _0 = torch.append(mixed, torch.mm(torch.reshape(cells[j], [-1, channels]), torch.select(matrices, 0, 4 * i + j)))
                rows = __torch__.featviz_winograd.put_together(mixed[0], mixed[1], mixed[2], mixed[3], )
                _1 = torch.append(upper, rows[0])
                _2 = torch.append(lower, rows[1])
              even = torch.stack(__torch__.featviz_winograd.put_together(upper[0], upper[1], upper[2], upper[3], ), 1)
              odd = torch.stack(__torch__.featviz_winograd.put_together(lower[0], lower[1], lower[2], lower[3], ), 1)
              line = [images, down, 2 * across, -1]
              both = torch.stack([torch.reshape(even, line), torch.reshape(odd, line)], 2)
              whole = torch.reshape(both, [images, 2 * down, 2 * across, -1])
              cropped = torch.narrow(torch.narrow(whole, 1, 0, height + 2 * above - 2), 2, 0, width + 2 * left - 2)
              maps = torch.permute(cropped, [0, 3, 1, 2])
              if torch.__isnot__(bias, None):
                result = torch.add(maps, torch.reshape(unchecked_cast(Tensor, bias), [1, -1, 1, 1]))
              else:
                result = torch.clone(maps, memory_format=2)
              return result
            """);

    private Winograd() {}

    /**
     * Whether a weight, of shape [outputs, inputs, 3, 3], is large enough for it to pay, small enough to be transformed, and of fp32 or what
     * is widened to that.
     */
    static boolean suits(Elements weight) {
        if (!(weight.storage() instanceof Storage storage) || !TYPES.contains(storage.type())) {
            return false;
        }
        double outputs = weight.shape().get(0);
        double inputs = weight.shape().get(1);
        return outputs * inputs >= WORTH * (outputs + inputs) && outputs * inputs <= MOST_PAIRS;
    }

    /**
     * The same files with some weights as matrices; null where none of them can be.
     *
     * @param weights fp32, each of them all of its storage
     */
    static @Nullable ArchiveEntries of(ArchiveEntries entries, List<Elements> weights) throws IOException {
        byte[] objects = entries.files().getOrDefault("data.pkl", new byte[0]);
        Map<String, ObjectReader.Description> storages = ObjectReader.storages(objects);
        Map<String, TensorFile> tensors = new HashMap<>(entries.tensors());
        ShapeChanges changes = new ShapeChanges(objects);
        boolean any = false;
        for (Elements weight : weights) {
            String key = weight.storage() instanceof Storage storage ? String.valueOf(storage.file()) : "";
            ObjectReader.Description description = storages.get(key);
            TensorFile kernels = tensors.get("data/" + key);
            if (description == null || kernels == null || !isWhole(weight, kernels, description)) {
                continue;
            }
            int outputs = Math.toIntExact(weight.shape().get(0));
            int inputs = Math.toIntExact(weight.shape().get(1));
            List<Long> shape = List.of((long) TILE, (long) TILE, 1L, 1L, (long) inputs, (long) outputs);
            if (changes.put(description.end(), weight, shape)) {
                tensors.put("data/" + key, new WinogradTensor(kernels, outputs, inputs));
                any = true;
            }
        }
        return any ? entries.with(changes.made(), tensors) : null;
    }

    private static boolean isWhole(Elements weight, TensorFile kernels, ObjectReader.Description description) {
        return description.type().equals("torch.FloatStorage")
                && description.tensors() == 1
                && kernels.size() == weight.count() * Float.BYTES;
    }
}
