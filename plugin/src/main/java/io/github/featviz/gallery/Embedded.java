package io.github.featviz.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Pictures written into a page instead of being linked to.
 *
 * @param site folder in which the pictures' files are
 */
public record Embedded(Path site) {

    private static final int WIDTH = 448;

    /**
     * A picture of middling size as a {@code data:} address.
     *
     * @throws IOException if its file cannot be read
     */
    public String uri(Image image) throws IOException {
        Image.Thumbnail best = image.thumbnails().get(0);
        for (Image.Thumbnail thumbnail : image.thumbnails()) {
            if (thumbnail.width() <= WIDTH) {
                best = thumbnail;
            }
        }
        byte[] file = Files.readAllBytes(site.resolve(best.path()));
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(file);
    }
}
