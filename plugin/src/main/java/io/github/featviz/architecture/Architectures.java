package io.github.featviz.architecture;

import io.github.featviz.statedict.StateDict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The architectures that are known by name.
 *
 * <p>Names are those of torchvision's functions ({@code vgg16_bn}, {@code resnet50}); EfficientNet-Lite has timm's.
 */
public final class Architectures {

    private static final List<Architecture> ALL = Stream.of(
                    Vgg.all(),
                    AlexNet.all(),
                    ResNet.all(),
                    SqueezeNet.all(),
                    MobileNetV2.all(),
                    DenseNet.all(),
                    GoogLeNet.all(),
                    InceptionV3.all(),
                    EfficientNetLite.all())
            .flatMap(List::stream)
            .toList();

    private Architectures() {}

    /** Every name, families together, small networks first. */
    public static List<String> names() {
        return ALL.stream().map(Architecture::name).toList();
    }

    /**
     * The architecture of a name.
     *
     * @throws UnknownArchitectureException when there is none; its message suggests the nearest
     */
    public static Architecture named(String name) {
        return ALL.stream()
                .filter(architecture -> architecture.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownArchitectureException(name, nearest(name), names()));
    }

    /**
     * Names of the architectures that take such weights: none or one, but for architectures that differ only in strides.
     *
     * @param weights names as in {@code module.state_dict()}
     */
    public static List<String> fitting(StateDict weights) {
        return ALL.stream()
                .filter(architecture -> architecture.fits(weights))
                .map(Architecture::name)
                .toList();
    }

    private static String nearest(String name) {
        return names().stream()
                .min(Comparator.comparingInt(candidate -> distance(name.toLowerCase(Locale.ROOT), candidate)))
                .orElse("");
    }

    /** Number of letters to be changed, added or taken away. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
