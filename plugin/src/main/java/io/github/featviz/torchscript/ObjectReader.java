package io.github.featviz.torchscript;

import io.github.featviz.pickle.Interpretation;
import io.github.featviz.pickle.None;
import io.github.featviz.pickle.PickleException;
import io.github.featviz.pickle.Unpickler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads {@code data.pkl}, the object tree of an archive.
 *
 * <p>Nothing named in it is ever run: classes of the archive become {@link ModuleObject}s, the rebuilding of tensors becomes
 * their number of elements, a few names that TorchScript writes for plain values are known, and every other name is refused.
 */
final class ObjectReader implements Interpretation {

    /**
     * Stands for a tensor: its shape, and the storage in which its elements begin at an offset.
     *
     * @param strides how far apart in the storage elements lie that are neighbours along a dimension; empty: not known
     */
    record Elements(List<Long> shape, Object storage, long offset, List<Long> strides) implements Origin {

        /** All in an object, and in those that it holds. */
        static List<Elements> in(Object object) {
            List<Elements> found = new ArrayList<>();
            Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
            // No recursion: how deep the tree is, is up to the file.
            Deque<Object> open = new ArrayDeque<>(List.of(object));
            while (!open.isEmpty()) {
                Object next = open.pop();
                if (next instanceof Elements elements) {
                    found.add(elements);
                } else if (met.add(next)) {
                    held(next).stream().filter(Objects::nonNull).forEach(open::push);
                }
            }
            return found;
        }

        private static Collection<?> held(Object object) {
            if (object instanceof ModuleObject module) {
                return module.attributes().values();
            }
            return object instanceof Map<?, ?> map ? map.values() : object instanceof List<?> list ? list : List.of();
        }

        /** Their number. */
        long count() {
            return shape.stream().reduce(1L, (a, b) -> a * b);
        }

        /** Whether they are all of their storage's numbers, in order. */
        boolean fill() {
            return storage instanceof Storage whole
                    && whole.count() == count()
                    && offset == 0
                    && strides.equals(contiguous(shape));
        }

        /** The strides of a shape whose elements follow each other, those of the last dimension side by side. */
        static List<Long> contiguous(List<Long> shape) {
            List<Long> contiguous = new ArrayList<>();
            long stride = 1;
            for (int i = shape.size() - 1; i >= 0; i--) {
                contiguous.add(0, stride);
                stride *= shape.get(i);
            }
            return contiguous;
        }
    }

    /**
     * Stands for a storage.
     *
     * @param file its file's name in {@code data/}
     * @param count how many numbers are in it
     * @param type such as {@code torch.HalfStorage}
     */
    record Storage(Object file, long count, String type) {}

    /** A member of an enumeration that the archive's code defines. */
    private record EnumMember(String type, Object value) {}

    private record Name(String text) {}

    /**
     * How the object tree describes a storage.
     *
     * @param type such as {@code torch.HalfStorage}
     * @param end where in the pickle that ends
     * @param tensors how many are described that have their elements there
     */
    record Description(String type, int end, int tensors) {
        private Description withAnother() {
            return new Description(type, end, tensors + 1);
        }
    }

    /** By the name of the storage's file in {@code data/}. */
    private final Map<String, Description> storages = new HashMap<>();

    private ObjectReader() {}

    /** @throws IOException when it is no object tree of TorchScript */
    static ModuleObject read(byte[] pickle) throws IOException {
        try {
            if (Unpickler.read(ByteBuffer.wrap(pickle), new ObjectReader()) instanceof ModuleObject module) {
                return module;
            }
        } catch (PickleException e) {
            throw new IOException("data.pkl: " + e.getMessage(), e);
        }
        throw new IOException("its data.pkl holds no module");
    }

    /**
     * How the storages of the tensors' numbers are described, by name of their file in {@code data/}.
     *
     * @throws IOException when it is no object tree of TorchScript
     */
    static Map<String, Description> storages(byte[] pickle) throws IOException {
        ObjectReader reader = new ObjectReader();
        try {
            Unpickler.read(ByteBuffer.wrap(pickle), reader);
        } catch (PickleException e) {
            throw new IOException("data.pkl: " + e.getMessage(), e);
        }
        return Map.copyOf(reader.storages);
    }

    @Override
    public Object named(String name) {
        return new Name(name);
    }

    @Override
    public Object called(Object function, List<Object> arguments) throws PickleException {
        if (!(function instanceof Name name)) {
            throw new PickleException("its pickle is damaged: it calls something that is no function");
        }
        return switch (name.text()) {
            case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor" -> tensor(arguments);
            case "collections.OrderedDict" -> new LinkedHashMap<>();
            default -> {
                if (name.text().startsWith("__torch__.")) {
                    yield arguments.isEmpty()
                            ? new ModuleObject(name.text())
                            : new EnumMember(name.text(), arguments.get(0));
                }
                // build_intlist and its kin wrap a list; torch.device and the like wrap plain values.
                if (!name.text().startsWith("torch.jit._pickle.")
                        && !name.text().equals("torch.device")) {
                    throw new PickleException("its pickle calls " + name.text()
                            + ", which is no class of the archive and which " + "TorchScript does not write");
                }
                yield arguments.isEmpty() ? None.NONE : arguments.get(0);
            }
        };
    }

    private Elements tensor(List<Object> arguments) throws PickleException {
        long count = 1;
        List<Long> shape = new ArrayList<>();
        List<?> sizes = arguments.size() > 2 && arguments.get(2) instanceof List<?> list ? list : List.of(-1L);
        for (Object size : sizes) {
            if (!(size instanceof Long length) || length < 0 || Math.multiplyHigh(count, length) != 0) {
                throw new PickleException("its pickle is damaged: a tensor's shape makes no sense");
            }
            count *= length;
            shape.add(length);
        }
        if (arguments.get(0) instanceof Storage storage && storage.file() instanceof String file) {
            storages.computeIfPresent(file, (name, description) -> description.withAnother());
        }
        return new Elements(
                List.copyOf(shape),
                arguments.get(0),
                arguments.get(1) instanceof Long offset ? offset : 0,
                strides(arguments));
    }

    private static List<Long> strides(List<Object> arguments) {
        List<?> strides = arguments.size() > 3 && arguments.get(3) instanceof List<?> list ? list : List.of();
        return strides.stream().allMatch(Long.class::isInstance)
                ? strides.stream().map(Long.class::cast).toList()
                : List.of();
    }

    /** Of a storage's description ("storage", type, key, device, size) the key tells it from others. */
    @Override
    public Object referredTo(Object identifier, int end) {
        if (!(identifier instanceof List<?> parts) || parts.size() < 3) {
            return None.NONE;
        }
        String type = parts.get(1) instanceof Name name ? name.text() : "";
        if (parts.get(2) instanceof String file) {
            storages.merge(
                    file, new Description(type, end, 0), (first, again) -> new Description(type, end, first.tensors()));
        }
        return new Storage(parts.get(2), parts.size() > 4 && parts.get(4) instanceof Long count ? count : -1, type);
    }

    @Override
    public void attributes(Object target, Object state) {
        if (target instanceof ModuleObject module && state instanceof Map<?, ?> attributes) {
            attributes.forEach((name, value) -> module.put(String.valueOf(name), value == None.NONE ? null : value));
        }
    }
}
