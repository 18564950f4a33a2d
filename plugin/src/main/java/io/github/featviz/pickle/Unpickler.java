package io.github.featviz.pickle;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows the instructions of a pickle, protocols 2 to 5 as far as PyTorch uses them.
 *
 * <p>Nothing is ever run or looked up by name: {@link Interpretation} decides what a name means. Python's values become
 * {@code String}, {@code Long}, {@code BigInteger} (beyond 64 bits), {@code Double}, {@code Boolean}, {@link None},
 * {@code List} (tuples are unmodifiable) and {@code Map}. Lists and maps may contain themselves: walk them with a limit, and
 * never compare, hash or print them.
 *
 * <p>A pickle costs memory in proportion to its own length and number of instructions, and both are limited.
 */
public final class Unpickler {

    /** Most bytes of a pickle; tensors lie outside. */
    public static final int MOST_BYTES = 64 << 20;

    private static final int MOST_STEPS = 2_000_000;
    private static final int MOST_MARKS = 1_000;
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_INTEGER = 1_000;

    private final ByteBuffer in;
    private final Interpretation interpretation;
    private final List<Object> stack = new ArrayList<>();

    /** Heights of the stack where groups begin. */
    private final Deque<Integer> marks = new ArrayDeque<>();

    private final Map<Integer, Object> memo = new HashMap<>();

    private Unpickler(ByteBuffer in, Interpretation interpretation) {
        this.in = in;
        this.interpretation = interpretation;
    }

    /**
     * Reads one pickle.
     *
     * @param pickle from its position on; afterwards the position is behind the pickle
     * @throws PickleException when it is damaged or over a limit, and whatever the interpretation throws
     */
    public static Object read(ByteBuffer pickle, Interpretation interpretation) throws PickleException {
        ByteBuffer in = pickle.slice().order(ByteOrder.LITTLE_ENDIAN);
        in.limit(Math.min(in.limit(), MOST_BYTES));
        try {
            Object value = new Unpickler(in, interpretation).run();
            pickle.position(pickle.position() + in.position());
            return value;
        } catch (BufferUnderflowException e) {
            PickleException wrong = new PickleException(
                    in.limit() < pickle.remaining()
                            ? "its pickle is longer than " + (MOST_BYTES >> 20) + " MiB"
                            : "its pickle ends too early: the file is cut short");
            wrong.initCause(e);
            throw wrong;
        }
    }

    private Object run() throws PickleException {
        for (int step = 0; step < MOST_STEPS; step++) {
            int code = in.get() & 255;
            if (code == '.') {
                return pop();
            }
            if (!constant(code) && !container(code) && !remembered(code) && !interpreted(code)) {
                throw new PickleException(
                        "its pickle has an instruction that PyTorch does not write: 0x" + Integer.toHexString(code));
            }
        }
        throw new PickleException("its pickle has more than " + MOST_STEPS + " instructions");
    }

    private boolean constant(int code) throws PickleException {
        switch (code) {
            case 0x80 -> protocol(in.get() & 255);
            case 0x95 -> in.getLong(); // A frame: how much may be read at once, which does not matter here.
            case 'N' -> push(None.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) (in.get() & 255));
            case 'M' -> push((long) (in.getShort() & 0xFFFF));
            case 'J' -> push((long) in.getInt());
            case 0x8a -> push(integer(in.get() & 255));
            case 0x8b -> push(integer(in.getInt()));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'X', 'T' -> push(string(in.getInt()));
            case 0x8c, 'U' -> push(string(in.get() & 255));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int code) throws PickleException {
        switch (code) {
            case '(' -> mark();
            case ')' -> push(List.of());
            case ']' -> push(new ArrayList<>());
            case '}' -> push(new LinkedHashMap<>());
            case 't' -> push(Collections.unmodifiableList(toMark()));
            case 0x85 -> push(Collections.unmodifiableList(top(1)));
            case 0x86 -> push(Collections.unmodifiableList(top(2)));
            case 0x87 -> push(Collections.unmodifiableList(top(3)));
            case 'a' -> append(top(1));
            case 'e' -> append(toMark());
            case 's' -> setItems(top(2));
            case 'u' -> setItems(toMark());
            case '0' -> pop();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean remembered(int code) throws PickleException {
        switch (code) {
            case 'q' -> memo.put(in.get() & 255, peek());
            case 'r' -> memo.put(in.getInt(), peek());
            case 0x94 -> memo.put(memo.size(), peek());
            case 'h' -> push(recalled(in.get() & 255));
            case 'j' -> push(recalled(in.getInt()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean interpreted(int code) throws PickleException {
        switch (code) {
            case 'c' -> push(interpretation.named(line() + "." + line()));
            case 0x93 -> {
                List<Object> name = top(2);
                push(interpretation.named(text(name.get(0)) + "." + text(name.get(1))));
            }
            case 'Q' -> push(interpretation.referredTo(pop(), in.position()));
            case 'R', 0x81 -> {
                List<Object> call = top(2);
                // libtorch calls the class of an enumeration with the bare value.
                push(interpretation.called(
                        call.get(0), call.get(1) instanceof List<?> ? list(call.get(1)) : List.of(call.get(1))));
            }
            case 'b' -> {
                Object state = pop();
                interpretation.attributes(peek(), state);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void protocol(int version) throws PickleException {
        if (version < 2 || version > 5) {
            throw new PickleException("its pickle is of protocol " + version + "; 2 to 5 can be read");
        }
    }

    private void push(Object value) {
        stack.add(value);
    }

    private void mark() throws PickleException {
        if (marks.size() == MOST_MARKS) {
            throw new PickleException("its pickle is nested more than " + MOST_MARKS + " levels deep");
        }
        marks.push(stack.size());
    }

    private Object peek() throws PickleException {
        int floor = marks.isEmpty() ? 0 : marks.peek();
        if (stack.size() <= floor) {
            throw new PickleException("its pickle is damaged: an instruction has nothing to work on");
        }
        return stack.get(stack.size() - 1);
    }

    private Object pop() throws PickleException {
        Object top = peek();
        stack.remove(stack.size() - 1);
        return top;
    }

    private List<Object> top(int count) throws PickleException {
        Object[] items = new Object[count];
        for (int i = count - 1; i >= 0; i--) {
            items[i] = pop();
        }
        return new ArrayList<>(List.of(items));
    }

    private List<Object> toMark() throws PickleException {
        if (marks.isEmpty()) {
            throw new PickleException("its pickle is damaged: a group ends that never began");
        }
        List<Object> group = stack.subList(marks.pop(), stack.size());
        List<Object> items = new ArrayList<>(group);
        group.clear();
        return items;
    }

    private Object recalled(int index) throws PickleException {
        Object value = memo.get(index);
        if (value == null) {
            throw new PickleException("its pickle is damaged: it recalls a value that it never had");
        }
        return value;
    }

    private Object integer(int length) throws PickleException {
        if (length < 0 || length > LONGEST_INTEGER) {
            throw new PickleException("its pickle has an integer of " + (length & 0xFFFFFFFFL) + " bytes");
        }
        byte[] bytes = new byte[length + 1];
        for (int i = length; i > 0; i--) {
            bytes[i] = in.get();
        }
        bytes[0] = length > 0 && bytes[1] < 0 ? (byte) -1 : 0;
        BigInteger value = new BigInteger(bytes);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private String string(int length) {
        // A length of two GiB and more looks negative. Nothing is allocated before it is known to be there.
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws PickleException {
        StringBuilder line = new StringBuilder();
        for (int c = in.get(); c != '\n'; c = in.get()) {
            if (line.length() == LONGEST_NAME) {
                throw new PickleException("its pickle has a name of more than " + LONGEST_NAME + " characters");
            }
            line.append((char) (c & 255));
        }
        return line.toString();
    }

    private static String text(Object value) throws PickleException {
        if (value instanceof String text && text.length() <= LONGEST_NAME) {
            return text;
        }
        throw new PickleException("its pickle is damaged: something else stands where a name should");
    }

    @SuppressWarnings("unchecked") // Only this class makes lists, of anything.
    private static List<Object> list(Object value) throws PickleException {
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new PickleException("its pickle is damaged: something else stands where a list should");
    }

    private void append(List<Object> items) throws PickleException {
        if (!(list(peek()) instanceof ArrayList<Object> growing)) {
            throw new PickleException("its pickle is damaged: it adds to a tuple");
        }
        growing.addAll(items);
    }

    @SuppressWarnings("unchecked") // Only this class and its interpretation make maps, of anything.
    private void setItems(List<Object> keysAndValues) throws PickleException {
        if (!(peek() instanceof Map<?, ?> map) || keysAndValues.size() % 2 != 0) {
            throw new PickleException("its pickle is damaged: something else stands where a dict should");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            ((Map<Object, Object>) map).put(key(keysAndValues.get(i)), keysAndValues.get(i + 1));
        }
    }

    /** Only keys whose hash is cheap: tuples within tuples could take forever. */
    private static Object key(Object key) throws PickleException {
        if (key instanceof List || key instanceof Map) {
            throw new PickleException("its pickle has a dict whose keys are neither text nor numbers");
        }
        return key;
    }
}
