package io.github.featviz.result;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the channels (a filter's number) are in an output. The one place that knows.
 *
 * <p>Assumed: images are square, so that the two equal dimensions of four are height and width. Modules that work on the last
 * dimension by definition (linear maps, layer norm) have their channels there. Of three dimensions, the last are the channels,
 * as transformers have it: [N, tokens, C].
 */
public enum Layout {
    /** Nothing that could be looked at: no tensor, or one without channels. */
    NONE(-1),
    /** [N, C]: class scores, or features without a place. */
    VECTOR(1),
    /** [N, C, H, W]: feature maps. */
    MAPS(1),
    /** [N, H, W, C]: feature maps with their channels last. */
    MAPS_LAST(3),
    /** [N, T, C]: a feature vector for each token; tokens may be the squares of a grid, with or without a class token before them. */
    TOKENS(2);

    private static final Pattern WORKS_ON_LAST =
            Pattern.compile("(NonDynamicallyQuantizable)?Linear|LayerNorm|RMSNorm|linear|layer_norm");

    private final int axis;

    Layout(int axis) {
        this.axis = axis;
    }

    /**
     * The layout of an output.
     *
     * @param type class of the module, or name of the operation
     * @param shape the output's shape for one square image; empty: no tensor
     */
    public static Layout of(String type, List<Long> shape) {
        if (shape.isEmpty() || shape.get(0) != 1) {
            return NONE;
        }
        return switch (shape.size()) {
            case 2 -> VECTOR;
            case 3 -> TOKENS;
            case 4 -> channelsLast(type, shape) ? MAPS_LAST : MAPS;
            default -> NONE;
        };
    }

    private static boolean channelsLast(String type, List<Long> shape) {
        boolean square = shape.get(2).equals(shape.get(3));
        boolean squareBefore = shape.get(1).equals(shape.get(2));
        return WORKS_ON_LAST.matcher(type).matches() || (squareBefore && !square);
    }

    /** The dimension that counts the channels; −1 where there is none. */
    public int axis() {
        return axis;
    }

    /**
     * Edge of the grid that tokens were cut from: their square root, or that of all but one, the class token.
     *
     * @return 0 where the number of tokens is no square
     */
    public static int gridEdge(int tokens) {
        int all = (int) Math.round(Math.sqrt(tokens));
        int allButOne = (int) Math.round(Math.sqrt(tokens - 1));
        if (all * all == tokens) {
            return all;
        }
        return allButOne * allButOne == tokens - 1 ? allButOne : 0;
    }
}
