package io.github.featviz.collection;

import java.util.Locale;
import java.util.Set;

/** Which files of a collection are meant as photographs: formats that cannot be read here are among them, so that users hear of it. */
final class PictureNames {

    private static final Set<String> ENDINGS = Set.of(
            "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "tif", "tiff", "webp", "heic", "heif", "avif", "jp2");

    private PictureNames() {}

    /** Whether a path with slashes ends as pictures do and no part of it is hidden. */
    static boolean isPicture(String path) {
        int dot = path.lastIndexOf('.');
        return dot >= 0
                && !isHidden(path)
                && ENDINGS.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** Whether a part of a path with slashes is hidden. */
    static boolean isHidden(String path) {
        for (String part : path.split("/", -1)) {
            // macOS puts a shadow of every file into its zips.
            if (part.equals("__MACOSX") || (part.startsWith(".") && !part.equals("."))) {
                return true;
            }
        }
        return false;
    }
}
