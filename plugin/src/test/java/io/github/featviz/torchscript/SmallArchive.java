package io.github.featviz.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A TorchScript archive written by hand: a class text, and a pickle of an object tree. */
final class SmallArchive {

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    SmallArchive file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    SmallArchive code(String name, String text) {
        return file("code/__torch__" + name + ".py", text.getBytes(StandardCharsets.UTF_8));
    }

    SmallArchive objects(byte[] pickle) {
        return file("data.pkl", pickle).file("version", "3\n".getBytes(StandardCharsets.UTF_8));
    }

    Path write(Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry("small/" + file.getKey()));
                zip.write(file.getValue());
            }
        }
        return target;
    }

    /** What a file of a written archive holds. */
    static String text(Path archive, String name) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.getEntry("small/" + name);
            return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Writes pickles as TorchScript does. */
    static final class Pickle {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Pickle() {
            op(0x80).op(2);
        }

        Pickle op(int code) {
            out.write(code);
            return this;
        }

        Pickle global(String module, String name) {
            return op('c').ascii(module + "\n" + name + "\n");
        }

        Pickle string(String text) {
            return op('X').op(text.length()).op(0).op(0).op(0).ascii(text);
        }

        /** Begins an object of a class. */
        Pickle begin(String module, String name) {
            return global(module, name).op(')').op(0x81).op('}').op('(');
        }

        /** Ends the object that was begun last. */
        Pickle end() {
            return op('u').op('b');
        }

        /** A tensor of that many elements. */
        Pickle tensor(int elements) {
            return global("torch._utils", "_rebuild_tensor_v2")
                    .op('(')
                    .op('N')
                    .op('K')
                    .op(0)
                    .op('K')
                    .op(elements)
                    .op(0x85)
                    .op('t')
                    .op('R');
        }

        /** A tensor of fp32 numbers that are all that a file holds. */
        Pickle tensor(String file, int... shape) {
            global("torch._utils", "_rebuild_tensor_v2").op('(');
            op('(').string("storage")
                    .global("torch", "FloatStorage")
                    .string(file)
                    .string("cpu");
            number(IntStream.of(shape).reduce(1, (a, b) -> a * b)).op('t').op('Q');
            number(0).op('(');
            IntStream.of(shape).forEach(this::number);
            op('t').op('(');
            for (int i = 0; i < shape.length; i++) {
                number(IntStream.of(shape).skip(i + 1L).reduce(1, (a, b) -> a * b));
            }
            return op('t').op('t').op('R');
        }

        private Pickle number(int number) {
            return op('K').op(number);
        }

        byte[] bytes() {
            op('.');
            return out.toByteArray();
        }

        private Pickle ascii(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            return this;
        }
    }
}
