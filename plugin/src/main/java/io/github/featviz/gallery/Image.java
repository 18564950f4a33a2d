package io.github.featviz.gallery;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A picture on a page, with thumbnails for every density of screen.
 *
 * @param thumbnails scaled copies, smallest first, at least one
 * @param width pixels of the largest form, for the layout
 * @param height pixels of the largest form
 * @param full address of the largest form, relative to the gallery's root
 * @param alt what it shows, for those who do not see it
 * @param light {@code data:} address of a picture of the same shape to lay over it, which darkens it where a filter is silent; null:
 *     there is none
 */
public record Image(
        List<Thumbnail> thumbnails, int width, int height, String full, String alt, @Nullable String light) {

    /** Keeps a copy of the list. */
    public Image {
        thumbnails = List.copyOf(thumbnails);
    }

    /** A picture as it is, not described yet. */
    Image(List<Thumbnail> thumbnails, int width, int height, String full) {
        this(thumbnails, width, height, full, "", null);
    }

    /**
     * A scaled copy.
     *
     * @param path address relative to the gallery's root
     * @param width its width in pixels
     */
    public record Thumbnail(String path, int width) {}

    /** Address of the smallest copy, for a browser that does not choose by itself. */
    public String src() {
        return thumbnails.get(0).path();
    }

    /** Whether there is anything to choose from. */
    public boolean hasChoice() {
        return thumbnails.size() > 1;
    }

    /** The {@code srcset} attribute on a page whose way to the gallery's root is {@code root}. */
    public String srcset(String root) {
        return thumbnails.stream()
                .map(thumbnail -> root + thumbnail.path() + " " + thumbnail.width() + "w")
                .collect(Collectors.joining(", "));
    }

    /** The {@code srcset} attribute with the original as its largest form, where the picture stands large. */
    public String sharpSrcset(String root) {
        String smaller = thumbnails.stream()
                .filter(thumbnail -> thumbnail.width() < width)
                .map(thumbnail -> root + thumbnail.path() + " " + thumbnail.width() + "w, ")
                .collect(Collectors.joining());
        return smaller + root + full + " " + width + "w";
    }

    /** The same picture described in other words. */
    Image described(String newAlt) {
        return new Image(thumbnails, width, height, full, newAlt, light);
    }

    /** The same picture with light laid over it. */
    Image lit(String newLight) {
        return new Image(thumbnails, width, height, full, alt, newLight);
    }
}
