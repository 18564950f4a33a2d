package io.github.featviz.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code data.pkl}, the object tree of an archive.
 *
 * <p>Nothing named in it is ever run: classes of the archive become {@link ModuleObject}s, the rebuilding of tensors becomes
 * their number of elements, a few names that TorchScript writes for plain values are known, and every other name is refused.
 */
final class ObjectReader {

    /** Stands for a tensor: its number of elements. */
    record Elements(long count) {}

    private record ClassName(String name) {}

    private static final Object MARK = new Object();
    private static final int MOST_VALUES = 5_000_000;

    private final ByteBuffer in;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private final Map<String, String> storages = new HashMap<>();
    private int values;

    /** A value that pickle calls None; deques hold no null. */
    private static final Object NONE = new Object();

    private ObjectReader(byte[] pickle) {
        this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws IOException when it is no object tree of TorchScript */
    static ModuleObject read(byte[] pickle) throws IOException {
        try {
            Object root = new ObjectReader(pickle).run();
            if (root instanceof ModuleObject module) {
                return module;
            }
            throw new IOException("its data.pkl holds no module");
        } catch (RuntimeException e) {
            throw new IOException("its data.pkl is damaged", e);
        }
    }

    /**
     * The types in which the tensors' numbers are stored, such as {@code torch.HalfStorage}, by name of their file in {@code data/}.
     *
     * @throws IOException when it is no object tree of TorchScript
     */
    static Map<String, String> storages(byte[] pickle) throws IOException {
        ObjectReader reader = new ObjectReader(pickle);
        try {
            reader.run();
        } catch (RuntimeException e) {
            throw new IOException("its data.pkl is damaged", e);
        }
        return Map.copyOf(reader.storages);
    }

    private @Nullable Object run() throws IOException {
        while (true) {
            if (++values > MOST_VALUES) {
                throw new IOException("its data.pkl holds more than " + MOST_VALUES + " values");
            }
            int code = in.get() & 255;
            if (code == '.') {
                return stack.pop();
            }
            if (!constant(code) && !structure(code)) {
                throw new IOException("its data.pkl has an instruction that TorchScript does not write: " + code);
            }
        }
    }

    private boolean constant(int code) throws IOException {
        switch (code) {
            case 0x80 -> in.get();
            case 'N' -> stack.push(NONE);
            case 0x88 -> stack.push(true);
            case 0x89 -> stack.push(false);
            case 'K' -> stack.push((long) (in.get() & 255));
            case 'M' -> stack.push((long) (in.getShort() & 0xFFFF));
            case 'J' -> stack.push((long) in.getInt());
            case 0x8a -> stack.push(integer(in.get() & 255));
            case 'G' -> stack.push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'X' -> stack.push(string(in.getInt()));
            case 0x8c -> stack.push(string(in.get() & 255));
            case 'c' -> stack.push(new ClassName(line() + "." + line()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean structure(int code) throws IOException {
        switch (code) {
            case '(' -> stack.push(MARK);
            case ')' -> stack.push(List.of());
            case ']' -> stack.push(new ArrayList<>());
            case '}' -> stack.push(new LinkedHashMap<>());
            case 't' -> stack.push(toMark());
            case 0x85 -> stack.push(top(1));
            case 0x86 -> stack.push(top(2));
            case 0x87 -> stack.push(top(3));
            case 'q' -> memo.put(in.get() & 255, stack.peek());
            case 'r' -> memo.put(in.getInt(), stack.peek());
            case 'h' -> stack.push(known(in.get() & 255));
            case 'j' -> stack.push(known(in.getInt()));
            case 'Q' -> stack.push(storage(stack.pop()));
            case 'a' -> append(List.of(stack.pop()));
            case 'e' -> append(toMark());
            case 's' -> setItems(top(2));
            case 'u' -> setItems(toMark());
            case 'R' -> reduce();
            case 0x81 -> instantiate();
            case 'b' -> build();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A reference to numbers in another file: ("storage", type, file, device, count). */
    private Object storage(Object reference) {
        if (reference instanceof List<?> parts
                && parts.size() == 5
                && parts.get(1) instanceof ClassName type
                && parts.get(2) instanceof String file) {
            storages.put(file, type.name());
        }
        return new ArrayList<>(List.of(reference));
    }

    private Object known(int index) {
        Object value = memo.get(index);
        if (value == null) {
            throw new IllegalStateException("no value was remembered as " + index);
        }
        return value;
    }

    private long integer(int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            long next = in.get() & 255;
            value |= i < 8 ? next << (8 * i) : 0;
        }
        return value;
    }

    private String string(int length) {
        byte[] bytes = new byte[Math.min(length, in.remaining() + 1)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (int c = in.get(); c != '\n'; c = in.get()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private List<Object> toMark() {
        Deque<Object> items = new ArrayDeque<>();
        for (Object item = stack.pop(); item != MARK; item = stack.pop()) {
            items.push(item);
        }
        return new ArrayList<>(items);
    }

    private List<Object> top(int count) {
        Deque<Object> items = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            items.push(stack.pop());
        }
        return new ArrayList<>(items);
    }

    @SuppressWarnings("unchecked") // Only this class makes lists, of anything.
    private void append(List<Object> items) {
        ((List<Object>) stack.element()).addAll(items);
    }

    @SuppressWarnings("unchecked") // Only this class makes maps, of anything.
    private void setItems(List<Object> keysAndValues) {
        Map<Object, Object> map = (Map<Object, Object>) stack.element();
        for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
            map.put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
    }

    private void instantiate() throws IOException {
        stack.pop();
        stack.push(made((ClassName) stack.pop()));
    }

    private static ModuleObject made(ClassName type) throws IOException {
        if (!type.name().startsWith("__torch__.")) {
            throw new IOException("its data.pkl names " + type.name() + ", which is no class of the archive");
        }
        return new ModuleObject(type.name());
    }

    private void reduce() throws IOException {
        List<?> arguments = (List<?>) stack.pop();
        ClassName function = (ClassName) stack.pop();
        switch (function.name()) {
            case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor" ->
                stack.push(new Elements(product((List<?>) arguments.get(2))));
            case "collections.OrderedDict" -> stack.push(new LinkedHashMap<>());
            default -> {
                // build_intlist and its kin wrap a list; torch.device and the like wrap plain values.
                if (!function.name().startsWith("torch.jit._pickle.")
                        && !function.name().equals("torch.device")) {
                    throw new IOException(
                            "its data.pkl calls " + function.name() + ", which TorchScript does not write");
                }
                stack.push(arguments.isEmpty() ? NONE : arguments.get(0));
            }
        }
    }

    private static long product(List<?> sizes) {
        long product = 1;
        for (Object size : sizes) {
            product = Math.multiplyExact(product, (Long) size);
        }
        return product;
    }

    private void build() {
        Object state = stack.pop();
        if (stack.peek() instanceof ModuleObject module && state instanceof Map<?, ?> attributes) {
            attributes.forEach((name, value) -> module.put(String.valueOf(name), value == NONE ? null : value));
        }
    }
}
