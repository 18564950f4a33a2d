package io.github.featviz.statedict;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes pickles of protocol 2, honest and evil ones. */
final class PickleBytes {

    /** A class or function. */
    record Name(String module, String name) {}

    /** A call of a function. */
    record Call(Name function, List<?> arguments) {}

    /** A reference to something outside the pickle. */
    record Outside(List<?> identifier) {}

    /** A Python list; a Java list stands for a tuple. */
    record Items(List<?> items) {}

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] of(Object value) {
        PickleBytes pickle = new PickleBytes();
        pickle.code(0x80).code(2);
        pickle.write(value);
        pickle.code('.');
        return pickle.out.toByteArray();
    }

    private void write(Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Boolean truth) {
            code(truth ? 0x88 : 0x89);
        } else if (value instanceof Integer number) {
            code('J').bytes(4, number);
        } else if (value instanceof Long number) {
            code(0x8a).code(8).bytes(8, number);
        } else if (value instanceof BigInteger number) {
            large(number);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof List<?> tuple) {
            code('(');
            tuple.forEach(this::write);
            code('t');
        } else {
            object(value);
        }
    }

    private void object(Object value) {
        if (value instanceof Name name) {
            code('c');
            out.writeBytes((name.module() + "\n" + name.name() + "\n").getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Call call) {
            write(call.function());
            write(call.arguments());
            code('R');
        } else if (value instanceof Outside outside) {
            write(outside.identifier());
            code('Q');
        } else if (value instanceof Items list) {
            code(']').code('(');
            list.items().forEach(this::write);
            code('e');
        } else if (value instanceof Double number) {
            code('G').bytes(8, Long.reverseBytes(Double.doubleToLongBits(number)));
        } else {
            code('N');
        }
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        code('X').bytes(4, bytes.length);
        out.writeBytes(bytes);
    }

    private void large(BigInteger number) {
        byte[] bytes = number.toByteArray();
        code(0x8a).code(bytes.length);
        for (int i = bytes.length - 1; i >= 0; i--) {
            code(bytes[i]);
        }
    }

    private void map(Map<?, ?> map) {
        code('}').code('(');
        map.forEach((key, value) -> {
            write(key);
            write(value);
        });
        code('u');
    }

    private PickleBytes code(int code) {
        out.write(code);
        return this;
    }

    private void bytes(int count, long value) {
        out.write(
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array(),
                0,
                count);
    }
}
