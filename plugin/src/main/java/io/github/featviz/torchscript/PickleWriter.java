package io.github.featviz.torchscript;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the object tree of an archive, in the second protocol of Python's pickle. */
final class PickleWriter {

    /** A pickle of the empty tuple. */
    static final byte[] NOTHING = {(byte) 0x80, 2, ')', '.'};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleWriter() {
        code(0x80).code(2);
    }

    /** Begins an object, whose attributes follow up to {@link #endObject}. */
    void beginObject(String className) {
        global(className).code(')').code(0x81).code('}').code('(');
    }

    void endObject() {
        code('u').code('b');
    }

    void key(String name) {
        string(name);
    }

    void value(Object value) {
        if (value instanceof Boolean truth) {
            code(truth ? 0x88 : 0x89);
        } else if (value instanceof Long number) {
            number(number);
        } else if (value instanceof Double number) {
            code('G');
            littleEndian(Long.reverseBytes(Double.doubleToLongBits(number)), 8);
        } else if (value instanceof List<?> numbers) {
            global("torch.jit._pickle.build_intlist").code('(').code(']').code('(');
            numbers.forEach(number -> number((Long) number));
            code('e').code('t').code('R');
        } else {
            string(value.toString());
        }
    }

    /** @param key number of the file with its values */
    void tensor(String key, ModuleText.Stored tensor) {
        global("torch._utils._rebuild_tensor_v2").code('(').code('(');
        string("storage");
        global("torch." + tensor.type().storage());
        string(key);
        string("cpu");
        number(tensor.bytes() / tensor.type().bytes());
        code('t').code('Q');
        number(0);
        code('(');
        tensor.shape().forEach(this::number);
        code('t').code('(');
        strides(tensor.shape());
        code('t').code(0x89);
        global("collections.OrderedDict").code(')').code('R').code('t').code('R');
    }

    private void strides(List<Long> shape) {
        for (int i = 1; i <= shape.size(); i++) {
            number(shape.subList(i, shape.size()).stream().reduce(1L, Math::multiplyExact));
        }
    }

    byte[] end() {
        code('.');
        return out.toByteArray();
    }

    private PickleWriter code(int code) {
        out.write(code);
        return this;
    }

    private PickleWriter global(String qualifiedName) {
        int dot = qualifiedName.lastIndexOf('.');
        String line = qualifiedName.substring(0, dot) + "\n" + qualifiedName.substring(dot + 1) + "\n";
        code('c');
        out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private void string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        code('X');
        littleEndian(utf8.length, 4);
        out.writeBytes(utf8);
    }

    /** How a whole number is written. */
    static byte[] numberOf(long number) {
        PickleWriter writer = new PickleWriter();
        writer.out.reset();
        writer.number(number);
        return writer.out.toByteArray();
    }

    private void number(long number) {
        if (number >= 0 && number < 256) {
            code('K').code((int) number);
        } else if (number == (int) number) {
            code('J');
            littleEndian(number, 4);
        } else {
            code(0x8a).code(8);
            littleEndian(number, 8);
        }
    }

    private void littleEndian(long number, int bytes) {
        for (int i = 0; i < bytes; i++) {
            code((int) ((number >> (8 * i)) & 255));
        }
    }
}
