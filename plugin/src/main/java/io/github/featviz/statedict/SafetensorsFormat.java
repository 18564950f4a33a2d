package io.github.featviz.statedict;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * safetensors: the length of a JSON header in eight bytes, the header with type, shape and place of each tensor, the tensors.
 * As in the reference implementation they must fill the rest of the file without gaps and overlaps.
 */
final class SafetensorsFormat {

    private static final int LONGEST_HEADER = 32 << 20;
    private static final int MOST_TENSORS = 100_000;
    private static final int DEEPEST = 4;
    private static final String METADATA = "__metadata__";

    private static final Map<String, ElementType> TYPES = Map.of(
            "F64", ElementType.FLOAT64,
            "F32", ElementType.FLOAT32,
            "F16", ElementType.FLOAT16,
            "BF16", ElementType.BFLOAT16,
            "I64", ElementType.INT64,
            "I32", ElementType.INT32,
            "I16", ElementType.INT16,
            "I8", ElementType.INT8,
            "U8", ElementType.UINT8,
            "BOOL", ElementType.BOOL);

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    /** A tensor of the header; its place is counted from the end of the header. */
    private record Described(String name, ElementType type, List<Long> shape, long begin, long end) {}

    private SafetensorsFormat() {}

    /** Whether a file begins like this format: a length below four GiB, and JSON. */
    static boolean begins(ByteBuffer head) {
        return head.limit() > Long.BYTES && head.getInt(Integer.BYTES) == 0 && head.get(Long.BYTES) == '{';
    }

    static Map<String, Tensor> read(FileBytes file) throws IOException {
        long length = file.slice(new Extent(0, Long.BYTES)).getLong(0);
        if (length < 0 || length > LONGEST_HEADER) {
            throw new UnusableStateDictException("it is no safetensors file, or its header is longer than "
                    + (LONGEST_HEADER >> 20) + " MiB. " + Remedy.SAVE);
        }
        byte[] header = new byte[(int) length];
        long begin = Long.BYTES + length;
        file.slice(new Extent(Long.BYTES, length)).get(header);
        List<Described> described = header(header);
        checkPlaces(described, file.size() - begin);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Described tensor : described) {
            ByteBuffer data = file.slice(new Extent(begin + tensor.begin(), tensor.end() - tensor.begin()));
            tensors.put(tensor.name(), new Tensor(tensor.type(), tensor.shape(), data));
        }
        return tensors;
    }

    private static void checkPlaces(List<Described> tensors, long space) throws UnusableStateDictException {
        long end = 0;
        List<Described> inOrder = tensors.stream()
                .sorted(Comparator.comparingLong(Described::begin).thenComparingLong(Described::end))
                .toList();
        for (Described tensor : inOrder) {
            if (tensor.begin() != end) {
                throw new UnusableStateDictException("its tensor " + tensor.name() + " begins at " + tensor.begin()
                        + ", but the one before ends at " + end + ": the file is damaged. Download or save it again");
            }
            end = tensor.end();
        }
        if (end != space) {
            throw new UnusableStateDictException("its tensors should take " + end + " bytes, but there are " + space
                    + ": it is cut short or damaged. Download or save it again");
        }
    }

    private static List<Described> header(byte[] header) throws IOException {
        List<Described> tensors = new ArrayList<>();
        try (JsonParser json = JSON.createParser(header)) {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (name.equals(METADATA)) {
                    json.skipChildren();
                } else if (tensors.size() < MOST_TENSORS) {
                    tensors.add(described(name, json));
                } else {
                    throw new UnusableStateDictException("it holds more than " + MOST_TENSORS + " tensors");
                }
            }
            expect(json.currentToken(), JsonToken.END_OBJECT);
            expect(json.nextToken(), null);
        } catch (JacksonException e) {
            throw new UnusableStateDictException(
                    "its safetensors header is damaged: " + e.getOriginalMessage() + ". Download or save it again", e);
        }
        return tensors;
    }

    private static Described described(String name, JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT);
        String type = "";
        List<Long> shape = List.of(-1L);
        List<Long> place = List.of();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "dtype" -> type = json.getText();
                case "shape" -> shape = sizes(json);
                case "data_offsets" -> place = sizes(json);
                default -> json.skipChildren();
            }
        }
        return checked(name, type, shape, place);
    }

    private static Described checked(String name, String type, List<Long> shape, List<Long> place)
            throws UnusableStateDictException {
        ElementType known = TYPES.get(type);
        if (known == null) {
            throw new UnusableStateDictException("its tensor " + name + " is of type " + type + "; read are "
                    + String.join(", ", TYPES.keySet().stream().sorted().toList())
                    + ". Convert it in Python: tensor.float()");
        }
        if (place.size() != 2 || place.get(1) - place.get(0) != bytes(known, shape)) {
            throw new UnusableStateDictException("its tensor " + name + " of type " + type + " and shape " + shape
                    + " does not fit its place " + place + ": the file is damaged. Download or save it again");
        }
        return new Described(name, known, shape, place.get(0), place.get(1));
    }

    /** Length of a tensor in bytes; -1: no tensor has such a shape. */
    private static long bytes(ElementType type, List<Long> shape) {
        try {
            return shape.contains(-1L) ? -1 : shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    private static List<Long> sizes(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY);
        List<Long> sizes = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT);
            if (json.getLongValue() < 0 || sizes.size() == TensorReference.MOST_DIMENSIONS) {
                throw new UnusableStateDictException("its safetensors header has a shape or place that makes no sense");
            }
            sizes.add(json.getLongValue());
        }
        return sizes;
    }

    private static void expect(@Nullable JsonToken token, @Nullable JsonToken expected)
            throws UnusableStateDictException {
        if (token != expected) {
            throw new UnusableStateDictException("its safetensors header is damaged: "
                    + (token == null ? "it ends too early" : "something stands where something else should")
                    + ". Download or save it again");
        }
    }
}
