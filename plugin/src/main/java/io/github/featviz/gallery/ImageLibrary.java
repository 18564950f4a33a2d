package io.github.featviz.gallery;

import io.github.featviz.gallery.Image.Thumbnail;
import io.github.featviz.image.Photograph;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.imgscalr.Scalr;
import org.jspecify.annotations.Nullable;

/**
 * The gallery's {@code images} folder: thumbnails and parts, named after the digest of what they were made from.
 *
 * <p>The name says all that decides the content, so a file of the earlier gallery with the same name is taken over instead of being made
 * again.
 */
final class ImageLibrary {

    private static final String FOLDER = "images/";

    /** Narrower ones would hardly ever be chosen: a tile takes up as much as that on any screen. */
    private static final int SMALLEST = 224;

    private static final List<Integer> WIDTHS = List.of(SMALLEST, 448, 896, 1344);
    private static final int LARGEST = 1344;

    /** Largest edge of a part: it is never shown large but when it is looked at by itself. */
    private static final int LARGEST_PART = 320;

    /** Browsers enlarge as well; of less than this they would show how a file was packed. */
    private static final int LEAST_PART = 112;

    /** Halves and halves again with a cubic kernel. The seven steps of the finest method take ten times as long, for no difference to the eye. */
    private static final Scalr.Method SCALING = Scalr.Method.QUALITY;

    /** Between pixels there is nothing to lose: the cubic kernel takes four times as long for the same look. */
    private static final Scalr.Method ENLARGING = Scalr.Method.BALANCED;

    /** How files are made, which is part of their names: another number for another way. */
    private static final byte[] WAY = {7};

    private static final int DIGITS = 16;

    private final Path site;
    private final Path earlier;
    private final Set<String> placed = ConcurrentHashMap.newKeySet();

    /**
     * @param site root of the gallery in the making
     * @param earlier root of the earlier gallery, which need not exist
     */
    ImageLibrary(Path site, Path earlier) {
        this.site = site;
        this.earlier = earlier;
    }

    /** An image file, ready to be placed in several forms; its pixels are decoded only when a form needs them. */
    Source open(Path file) throws IOException {
        return new Source(file, Files.readAllBytes(file));
    }

    /**
     * A picture with its thumbnails; its original is kept beside them for download.
     *
     * @param source the original
     * @param original where the original goes, relative to the gallery's root
     * @throws IOException if it is no readable image
     */
    Image picture(Source source, String original) throws IOException {
        Path copy = site.resolve(original);
        Files.createDirectories(parent(copy));
        Files.write(copy, source.bytes);
        Photograph.Size size = source.size();
        return new Image(thumbnails(source, size.width()), size.width(), size.height(), original);
    }

    /**
     * A photograph with its thumbnails; its largest form is a scaled copy.
     *
     * @throws IOException if it is no readable image
     */
    Image photograph(Source source) throws IOException {
        Photograph.Size size = source.size();
        List<Thumbnail> thumbnails = thumbnails(source, size.width());
        Thumbnail largest = thumbnails.get(thumbnails.size() - 1);
        int height = scaledHeight(size, largest.width());
        return new Image(thumbnails, largest.width(), height, largest.path());
    }

    /**
     * A part of the square in the middle of a photograph, enlarged where it is small.
     *
     * @param part the part
     * @throws IOException if it is no readable image
     */
    Image excerpt(Source source, HeatMap.Part part) throws IOException {
        Place place = place(source, part);
        String name = digest(utf8(source.digest()), utf8(part.toString())) + "-part.jpg";
        place(name, () -> part(source.pixels(), place));
        return single(name, place);
    }

    /** Where a part lies in the photograph's own pixels, and how large it is shown. */
    private record Place(int x, int y, int width, int height, int shownWidth, int shownHeight) {}

    private static Place place(Source source, HeatMap.Part part) throws IOException {
        Photograph.Size size = source.size();
        int edge = Math.min(size.width(), size.height());
        int width = Math.max(1, (int) Math.round(part.width() * edge));
        int height = Math.max(1, (int) Math.round(part.height() * edge));
        double shown = Math.max(LEAST_PART, Math.min(LARGEST_PART, Math.max(width, height)));
        double scale = shown / Math.max(width, height);
        return new Place(
                (size.width() - edge) / 2 + Math.min(edge - width, (int) Math.round(part.x() * edge)),
                (size.height() - edge) / 2 + Math.min(edge - height, (int) Math.round(part.y() * edge)),
                width,
                height,
                Math.max(1, (int) Math.round(width * scale)),
                Math.max(1, (int) Math.round(height * scale)));
    }

    private static BufferedImage part(BufferedImage image, Place place) {
        BufferedImage part = Scalr.crop(image, place.x(), place.y(), place.width(), place.height());
        Scalr.Method method = place.shownWidth() > place.width() ? ENLARGING : SCALING;
        return Scalr.resize(part, method, Scalr.Mode.FIT_EXACT, place.shownWidth(), place.shownHeight());
    }

    private static Image single(String name, Place place) {
        List<Thumbnail> thumbnails = List.of(new Thumbnail(FOLDER + name, place.shownWidth()));
        return new Image(thumbnails, place.shownWidth(), place.shownHeight(), FOLDER + name);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Thumbnail> thumbnails(Source source, int fullWidth) throws IOException {
        List<Thumbnail> thumbnails = new ArrayList<>();
        for (int width : widths(fullWidth)) {
            String name = source.digest() + "-" + width + ".jpg";
            place(name, () -> scaled(source.pixels(), width));
            thumbnails.add(new Thumbnail(FOLDER + name, width));
        }
        return thumbnails;
    }

    /** The usual widths below the full one, and the full one itself where it is not too large. */
    private static List<Integer> widths(int fullWidth) {
        List<Integer> widths = new ArrayList<>(
                WIDTHS.stream().filter(width -> width < fullWidth).toList());
        if (fullWidth <= LARGEST) {
            widths.add(fullWidth);
        }
        return widths;
    }

    private void place(String name, Drawing drawing) throws IOException {
        if (!placed.add(name)) {
            return;
        }
        Path target = site.resolve(FOLDER + name);
        Files.createDirectories(parent(target));
        Path made = earlier.resolve(FOLDER + name);
        if (Files.isRegularFile(made)) {
            Files.copy(made, target);
        } else {
            Files.write(target, Jpeg.of(drawing.draw()));
        }
    }

    private static BufferedImage scaled(BufferedImage image, int width) {
        if (image.getWidth() == width) {
            return image;
        }
        int height = scaledHeight(new Photograph.Size(image.getWidth(), image.getHeight()), width);
        return Scalr.resize(image, SCALING, Scalr.Mode.FIT_EXACT, width, height);
    }

    private static int scaledHeight(Photograph.Size size, int width) {
        return Math.max(1, Math.round((float) size.height() * width / size.width()));
    }

    private static Path parent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IOException("The gallery cannot lie at the root of the file system: " + file);
        }
        return parent;
    }

    private static String digest(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(WAY);
            for (byte[] part : parts) {
                // Lengths keep two parts from running into each other.
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Draws a thumbnail that the earlier gallery does not have. */
    private interface Drawing {
        BufferedImage draw() throws IOException;
    }

    /** An image file; used by one thread. */
    static final class Source {

        private final Path file;
        private final byte[] bytes;
        private @Nullable String digest;
        private Photograph.@Nullable Size size;
        private @Nullable BufferedImage pixels;

        private Source(Path file, byte[] bytes) {
            this.file = file;
            this.bytes = bytes;
        }

        /** Of the file's bytes. */
        private String digest() {
            if (digest == null) {
                digest = ImageLibrary.digest(bytes);
            }
            return digest;
        }

        /** Width and height, from the header alone. */
        private Photograph.Size size() throws IOException {
            if (size == null) {
                size = Photograph.size(file);
            }
            return size;
        }

        private BufferedImage pixels() throws IOException {
            if (pixels == null) {
                pixels = Photograph.read(file);
            }
            return pixels;
        }
    }
}
