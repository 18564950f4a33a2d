package io.github.featviz.statedict;

import io.github.featviz.pickle.Interpretation;
import io.github.featviz.pickle.PickleException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The few names that a state dict's pickle may use: ordered dicts, the rebuilding of tensors, and storages. Every other name is
 * refused, wherever it stands.
 */
final class StoredObjects implements Interpretation {

    private static final Map<String, ElementType> STORAGES = Map.ofEntries(
            Map.entry("torch.DoubleStorage", ElementType.FLOAT64),
            Map.entry("torch.FloatStorage", ElementType.FLOAT32),
            Map.entry("torch.HalfStorage", ElementType.FLOAT16),
            Map.entry("torch.BFloat16Storage", ElementType.BFLOAT16),
            Map.entry("torch.LongStorage", ElementType.INT64),
            Map.entry("torch.IntStorage", ElementType.INT32),
            Map.entry("torch.ShortStorage", ElementType.INT16),
            Map.entry("torch.CharStorage", ElementType.INT8),
            Map.entry("torch.ByteStorage", ElementType.UINT8),
            Map.entry("torch.BoolStorage", ElementType.BOOL));

    private static final Map<String, Function> FUNCTIONS = Map.of(
            "collections.OrderedDict", Function.ORDERED_DICT,
            "torch.Size", Function.SIZE,
            "torch._utils._rebuild_tensor", Function.TENSOR,
            "torch._utils._rebuild_tensor_v2", Function.TENSOR,
            "torch._utils._rebuild_parameter", Function.PARAMETER,
            // Before PyTorch 0.4; torchvision's first published weights are such files.
            "torch.nn.parameter.Parameter", Function.PARAMETER);

    /** Most entries of dicts that are given as lists; without a limit one long list could be made into many dicts. */
    private static final int MOST_ENTRIES = 1_000_000;

    /** What every module is made of. */
    private static final String MODULES = "torch.nn.modules";

    private enum Function {
        ORDERED_DICT,
        SIZE,
        TENSOR,
        PARAMETER
    }

    private final Map<String, StorageReference> storages = new LinkedHashMap<>();
    private final ByteBuffer pickle;
    private int entries;

    /** @param pickle as much of it as should be searched for modules when a name is refused */
    StoredObjects(ByteBuffer pickle) {
        this.pickle = pickle;
    }

    /** Every storage that was referred to, by its key; of views the whole block. */
    Map<String, StorageReference> storages() {
        return Collections.unmodifiableMap(storages);
    }

    @Override
    public Object named(String name) throws PickleException {
        @Nullable Object known = STORAGES.containsKey(name) ? STORAGES.get(name) : FUNCTIONS.get(name);
        if (known != null) {
            return known;
        }
        // The first name of a pickled module is mostly that of the user's own class.
        if (StandardCharsets.ISO_8859_1.decode(pickle.duplicate()).toString().contains(MODULES)) {
            throw new PickleException("its pickle holds a whole module (it names " + name
                    + "), whose program is Python code that is not in the file. " + Remedy.UNWRAP_MODULE);
        }
        throw new PickleException("its pickle names " + name
                + ", which is no part of a state dict; nothing in a pickle is run. " + Remedy.SAVE);
    }

    @Override
    public Object called(Object function, List<Object> arguments) throws PickleException {
        if (!(function instanceof Function known)) {
            throw new PickleException("its pickle is damaged: it calls something that is no function");
        }
        return switch (known) {
            case ORDERED_DICT -> orderedDict(arguments);
            case SIZE -> List.copyOf(integers(argument(arguments, 0)));
            case TENSOR -> tensor(arguments);
            case PARAMETER -> argument(arguments, 0);
        };
    }

    /** Python 2 wrote the entries as a list of pairs. */
    private Map<Object, Object> orderedDict(List<Object> arguments) throws PickleException {
        Map<Object, Object> dict = new LinkedHashMap<>();
        for (Object pair : arguments.isEmpty() ? List.of() : list(argument(arguments, 0))) {
            Object key = argument(list(pair), 0);
            if (++entries > MOST_ENTRIES || !(key instanceof String || key instanceof Long)) {
                throw new PickleException("its pickle has a dict with too many entries, or whose keys are not text");
            }
            dict.put(key, argument(list(pair), 1));
        }
        return dict;
    }

    private static TensorReference tensor(List<Object> arguments) throws PickleException {
        if (!(argument(arguments, 0) instanceof StorageReference storage)
                || !(argument(arguments, 1) instanceof Long offset)) {
            throw new PickleException("its pickle is damaged: a tensor has no storage");
        }
        if (arguments.size() > 6 && arguments.get(6) instanceof Map<?, ?> marks && !marks.isEmpty()) {
            throw new PickleException("its pickle has a tensor that is a negated or conjugated view. "
                    + "In Python, before saving: tensor = tensor.resolve_neg().resolve_conj()");
        }
        try {
            return TensorReference.of(
                    storage, offset, integers(argument(arguments, 2)), integers(argument(arguments, 3)));
        } catch (UnusableStateDictException e) {
            throw new PickleException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Object referredTo(Object identifier, int end) throws PickleException {
        List<?> parts = list(identifier);
        if ("module".equals(argument(parts, 0))) {
            throw new PickleException(
                    "its pickle holds a whole module, whose program is Python code that is not in it. "
                            + Remedy.UNWRAP_MODULE);
        }
        if (!"storage".equals(parts.get(0))
                || !(argument(parts, 1) instanceof ElementType type)
                || !(argument(parts, 2) instanceof String key)
                || !(argument(parts, 4) instanceof Long elements)
                || elements < 0
                || elements > Long.MAX_VALUE / type.bytes()) {
            throw new PickleException("its pickle is damaged: it refers to a storage that makes no sense");
        }
        StorageReference whole = new StorageReference(key, type, elements, 0, elements);
        StorageReference before = storages.putIfAbsent(key, whole);
        if (before != null && !before.equals(whole)) {
            throw new PickleException("its pickle is damaged: it describes storage " + key + " in two ways");
        }
        return parts.size() > 5 && parts.get(5) instanceof List<?> view ? view(whole, view) : whole;
    }

    private static StorageReference view(StorageReference whole, List<?> view) throws PickleException {
        if (!(argument(view, 1) instanceof Long begin)
                || !(argument(view, 2) instanceof Long elements)
                || begin < 0
                || elements < 0
                || elements > whole.elements()
                || begin > whole.elements() - elements) {
            throw new PickleException("its pickle is damaged: a view reaches beyond storage " + whole.key());
        }
        return new StorageReference(whole.key(), whole.type(), whole.elements(), begin, elements);
    }

    @Override
    public void attributes(Object target, Object state) {
        // An OrderedDict's _metadata: versions of modules, which say nothing about the tensors.
    }

    private static Object argument(List<?> arguments, int index) throws PickleException {
        if (index >= arguments.size()) {
            throw new PickleException("its pickle is damaged: an argument is missing");
        }
        return arguments.get(index);
    }

    private static List<?> list(Object value) throws PickleException {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new PickleException("its pickle is damaged: something else stands where a list should");
    }

    private static List<Long> integers(Object value) throws PickleException {
        List<?> list = list(value);
        if (list.size() > TensorReference.MOST_DIMENSIONS) {
            throw new PickleException("its pickle has a shape of " + list.size() + " dimensions");
        }
        List<Long> integers = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof Long integer)) {
                throw new PickleException("its pickle is damaged: a shape holds something that is no integer");
            }
            integers.add(integer);
        }
        return integers;
    }
}
