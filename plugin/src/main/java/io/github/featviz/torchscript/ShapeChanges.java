package io.github.featviz.torchscript;

import io.github.featviz.torchscript.ObjectReader.Elements;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Gives tensors another shape in the pickle of an object tree, and their storages as many numbers as it takes. */
final class ShapeChanges {

    private static final int NOT_THERE = -1;

    private final byte[] pickle;

    /** What is to stand there instead of what is there, by where it begins. */
    private final NavigableMap<Integer, Change> changes = new TreeMap<>();

    ShapeChanges(byte[] pickle) {
        this.pickle = pickle.clone();
    }

    private static final class Change {
        private final int end;
        private final byte[] bytes;

        private Change(int end, byte[] bytes) {
            this.end = end;
            this.bytes = bytes;
        }
    }

    /**
     * Changes a tensor that is all of its storage.
     *
     * @param described where the description of the storage ends, which is followed by that of the tensor
     * @return false: something else is there than TorchScript writes, and nothing is changed
     */
    boolean put(int described, Elements tensor, List<Long> shape) {
        int count = beginOfNumber(described - 2, tensor.count());
        int offset = behindNumber(behindMemo(described), 0);
        int end = behindTuple(behindTuple(offset, tensor.shape()), tensor.strides());
        if (count == NOT_THERE || end == NOT_THERE || pickle[described - 2] != 't') {
            return false;
        }
        long numbers = shape.stream().reduce(1L, Math::multiplyExact);
        changes.put(count, new Change(described - 2, PickleWriter.numberOf(numbers)));
        changes.put(offset, new Change(end, tuples(shape, Elements.contiguous(shape))));
        return true;
    }

    /** The pickle with what was changed. */
    byte[] made() {
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        int done = 0;
        for (var change : changes.entrySet()) {
            made.write(pickle, done, change.getKey() - done);
            made.writeBytes(change.getValue().bytes);
            done = change.getValue().end;
        }
        made.write(pickle, done, pickle.length - done);
        return made.toByteArray();
    }

    private static byte[] tuples(List<Long> shape, List<Long> strides) {
        ByteArrayOutputStream tuples = new ByteArrayOutputStream();
        for (List<Long> numbers : List.of(shape, strides)) {
            tuples.write('(');
            numbers.forEach(number -> tuples.writeBytes(PickleWriter.numberOf(number)));
            tuples.write('t');
        }
        return tuples.toByteArray();
    }

    /** Behind a note that what was just described may be recalled. */
    private int behindMemo(int at) {
        return switch (at < pickle.length ? pickle[at] : 0) {
            case 'q' -> at + 2;
            case 'r' -> at + 5;
            default -> at;
        };
    }

    private int behindTuple(int at, List<Long> numbers) {
        int end = at != NOT_THERE && isAt(at, new byte[] {'('}) ? at + 1 : NOT_THERE;
        for (long number : numbers) {
            end = end == NOT_THERE ? NOT_THERE : behindNumber(end, number);
        }
        return end != NOT_THERE && isAt(end, new byte[] {'t'}) ? end + 1 : NOT_THERE;
    }

    private int behindNumber(int at, long number) {
        return forms(number).stream()
                .filter(form -> isAt(at, form))
                .map(form -> at + form.length)
                .findFirst()
                .orElse(NOT_THERE);
    }

    private int beginOfNumber(int end, long number) {
        return forms(number).stream()
                .map(form -> end - form.length)
                .filter(begin -> begin >= 0 && behindNumber(begin, number) == end)
                .findFirst()
                .orElse(NOT_THERE);
    }

    /** PyTorch knows one more than we write: numbers of two bytes. */
    private static List<byte[]> forms(long number) {
        byte[] ours = PickleWriter.numberOf(number);
        return number >= 0 && number < 1 << Short.SIZE
                ? List.of(ours, new byte[] {'M', (byte) number, (byte) (number >> Byte.SIZE)})
                : List.of(ours);
    }

    private boolean isAt(int at, byte[] bytes) {
        return at + bytes.length <= pickle.length
                && Arrays.equals(pickle, at, at + bytes.length, bytes, 0, bytes.length);
    }
}
