package io.github.featviz.result;

/**
 * What an image looks like from afar: near duplicates have near signatures.
 *
 * @param gradient difference hash: 64 bits, row by row, each set where a cell of a 9 × 8 grid is darker than its right neighbour
 * @param colour mean colour, 8 bits each of red, green and blue
 * @see <a href="https://www.hackerfactor.com/blog/index.php?/archives/529-Kind-of-Like-That.html">Krawetz, Kind of Like That, 2013</a>
 */
public record Signature(long gradient, int colour) {

    private static final int BITS = 5;
    private static final int LEVELS = 12;

    /** Whether the images are the same but for compression, size or a slight retouch: at most 5 bits and 12 of 255 levels apart. */
    public boolean isNear(Signature other) {
        return Long.bitCount(gradient ^ other.gradient) <= BITS
                && level(other, 16) <= LEVELS
                && level(other, 8) <= LEVELS
                && level(other, 0) <= LEVELS;
    }

    /** Flat images have no gradients to tell them apart, but colours. */
    private int level(Signature other, int shift) {
        return Math.abs((colour >> shift & 255) - (other.colour >> shift & 255));
    }
}
