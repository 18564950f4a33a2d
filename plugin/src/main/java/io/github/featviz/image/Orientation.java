package io.github.featviz.image;

/**
 * How stored rows and columns lie in the picture as it was seen.
 *
 * @param swapped whether stored rows are seen as columns; then, seen from the picture, first comes the swap
 * @param fromRight whether a stored row's end is seen first
 * @param fromBottom whether the last stored row is seen first
 */
record Orientation(boolean swapped, boolean fromRight, boolean fromBottom) {

    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /** The orientation that Exif numbers so, from 1 to 8; upright for other numbers. */
    static Orientation of(int exif) {
        return switch (exif) {
            case 2 -> new Orientation(false, true, false);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, false, true);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, false, true);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, true, false);
            default -> UPRIGHT;
        };
    }

    /** Width of the picture as seen, of stored width and height. */
    int width(int storedWidth, int storedHeight) {
        return swapped ? storedHeight : storedWidth;
    }

    /** Height of the picture as seen, of stored width and height. */
    int height(int storedWidth, int storedHeight) {
        return swapped ? storedWidth : storedHeight;
    }

    /** Stored column of a place in the picture as seen. */
    int storedX(int x, int y, int storedWidth) {
        int column = swapped ? y : x;
        return fromRight ? storedWidth - 1 - column : column;
    }

    /** Stored row of a place in the picture as seen. */
    int storedY(int x, int y, int storedHeight) {
        int row = swapped ? x : y;
        return fromBottom ? storedHeight - 1 - row : row;
    }
}
