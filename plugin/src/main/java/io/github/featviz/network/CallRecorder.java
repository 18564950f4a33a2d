package io.github.featviz.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows one run of a block network through {@link ForwardHooks} and names every call.
 *
 * <p>A name is the path of DJL's child names from the root to the block, joined by dots. Where the same instance stands at several
 * places of one block, its calls take the names of these places in turn; a name's further calls get {@code _1}, {@code _2}.
 */
final class CallRecorder extends ParameterStore {

    private final Listener listener;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Map<String, Integer> given = new HashMap<>();

    /**
     * A recorder for one run.
     *
     * @param manager owner of what is made for this run alone
     * @param listener hears of the calls
     */
    CallRecorder(NDManager manager, Listener listener) {
        super(manager, false);
        this.listener = listener;
    }

    /** Hears of calls of blocks that have a name. */
    interface Listener {

        /** A block is about to run. */
        void entered(String name, Block block);

        /** A block has run. */
        void left(String name, Block block, NDList output);
    }

    /**
     * A block that is running.
     *
     * @param name null when it is registered as nobody's child
     * @param places names of all blocks below it, by instance
     * @param calls how often it has called each of them
     */
    private record Frame(
            @Nullable String name, IdentityHashMap<Block, List<String>> places, IdentityHashMap<Block, Integer> calls) {

        Frame(@Nullable String name, Block block) {
            this(name, name == null ? new IdentityHashMap<>() : names(block), new IdentityHashMap<>());
        }

        @Nullable
        String callee(Block block) {
            List<String> names = places.get(block);
            if (name == null || names == null) {
                return null;
            }
            int call = calls.merge(block, 1, Integer::sum);
            String child = names.get(Math.min(call, names.size()) - 1);
            return name.isEmpty() ? child : name + "." + child;
        }
    }

    /** Parameters in single precision, for images are: the engine mixes no precisions, and its casts of images end gradients. */
    @Override
    public NDArray getValue(Parameter parameter, Device device, boolean training) {
        NDArray value = super.getValue(parameter, device, training);
        // DJL asks for the parameters that a block does without, too.
        if (value == null || !value.getDataType().isFloating() || value.getDataType() == DataType.FLOAT32) {
            return value;
        }
        NDArray single = value.toType(DataType.FLOAT32, false);
        single.attach(getManager());
        return single;
    }

    void entered(Block block) {
        String name = name(block);
        frames.push(new Frame(name, block));
        if (name != null) {
            listener.entered(name, block);
        }
    }

    void left(Block block, NDList output) {
        Frame frame = frames.pop();
        if (frame.name() != null) {
            listener.left(frame.name(), block, output);
        }
    }

    /** The name of a root without children is its class, since it is the only layer; that of any other root is empty. */
    private @Nullable String name(Block block) {
        if (frames.isEmpty()) {
            return block.getChildren().isEmpty() ? block.getClass().getSimpleName() : "";
        }
        // A block may call its grandchildren itself, and one that nobody has registered may call registered ones.
        for (Frame frame : frames) {
            String name = frame.callee(block);
            if (name != null) {
                int before = given.merge(name, 1, Integer::sum) - 1;
                return before == 0 ? name : name + "_" + before;
            }
        }
        return null;
    }

    /** All names of the blocks below a block, by instance. */
    static IdentityHashMap<Block, List<String>> names(Block above) {
        IdentityHashMap<Block, List<String>> names = new IdentityHashMap<>();
        collect(above, "", names);
        return names;
    }

    private static void collect(Block above, String prefix, IdentityHashMap<Block, List<String>> names) {
        for (Pair<String, Block> child : above.getChildren()) {
            String name = prefix + child.getKey();
            names.computeIfAbsent(child.getValue(), block -> new ArrayList<>()).add(name);
            collect(child.getValue(), name + ".", names);
        }
    }
}
