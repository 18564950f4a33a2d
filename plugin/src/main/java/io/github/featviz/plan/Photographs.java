package io.github.featviz.plan;

import io.github.featviz.spec.Fault;
import io.github.featviz.spec.GallerySpec;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The photographs that a gallery names, checked and known by their content.
 *
 * @param byPath every photograph by the path that the spec gives, in its order
 */
public record Photographs(Map<Path, ImageFile> byPath) {
    private static final long MAX_BYTES = 64L << 20;
    private static final long MAX_PIXELS = 100_000_000;
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");
    private static final String EXPECTED = "a PNG, JPEG, GIF or BMP image of at most 64 MiB and 100 megapixels";

    /**
     * Checks and digests every photograph of a spec, each file once. Only headers are read, no pixels.
     *
     * @throws SpecException with a fault for each place that names something that is no image, or too large
     * @throws IOException when a file cannot be read
     */
    public static Photographs of(GallerySpec spec) throws SpecException, IOException {
        List<Fault> faults = new ArrayList<>();
        Map<Path, ImageFile> found = new LinkedHashMap<>();
        for (Located<Path> image : named(spec)) {
            Optional<Fault> fault = check(image);
            if (fault.isPresent()) {
                faults.add(fault.get());
            } else if (!found.containsKey(image.value())) {
                found.put(image.value(), ImageFile.of(image.value()));
            }
        }
        if (!faults.isEmpty()) {
            throw new SpecException(faults);
        }
        return new Photographs(found);
    }

    private static List<Located<Path>> named(GallerySpec spec) {
        return spec.sections().stream()
                .flatMap(section -> Optional.ofNullable(section.probe()).stream())
                .map(probe -> probe.image())
                .toList();
    }

    /** Every photograph once, whatever the paths that lead to it, in the spec's order. */
    public List<ImageFile> distinct() {
        Map<String, ImageFile> byContent = new LinkedHashMap<>();
        byPath.values().forEach(image -> byContent.putIfAbsent(image.sha256(), image));
        return List.copyOf(byContent.values());
    }

    private static Optional<Fault> check(Located<Path> image) throws IOException {
        if (Files.size(image.value()) > MAX_BYTES) {
            return Optional.of(fault(image, "is a file of more than 64 MiB", "save it smaller"));
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(image.value().toFile())) {
            return in == null ? Optional.of(noImage(image)) : checkHeader(image, in);
        }
    }

    private static Optional<Fault> checkHeader(Located<Path> image, ImageInputStream in) {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            try {
                if (isKnown(reader)) {
                    reader.setInput(in, true, true);
                    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                    return pixels <= MAX_PIXELS
                            ? Optional.empty()
                            : Optional.of(fault(image, "has more than 100 megapixels", "save it smaller"));
                }
            } catch (IOException | RuntimeException e) {
                // Java's readers answer hostile headers with all kinds of exceptions; each means the same to the user.
                return Optional.of(fault(image, "is a damaged image", "open it in an image editor and save it anew"));
            } finally {
                reader.dispose();
            }
        }
        return Optional.of(noImage(image));
    }

    private static boolean isKnown(ImageReader reader) throws IOException {
        return FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT));
    }

    private static Fault noImage(Located<Path> image) {
        return fault(image, "is no image that can be read", "convert it to PNG or JPEG");
    }

    private static Fault fault(Located<Path> image, String what, String mend) {
        return new Fault(image.mark(), "'" + image.value().getFileName() + "' " + what, EXPECTED, mend);
    }
}
