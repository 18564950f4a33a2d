package io.github.featviz.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The smallest TorchScript archive around the text of one class without attributes.
 *
 * <p>It gives access to operators of the engine that DJL's arrays lack. Such an archive is a zip with the text, a pickle that makes
 * one instance of the class, a pickle with no constants, and the number of the format.
 */
final class ScriptArchive {

    private static final byte[] EMPTY_TUPLE = bytes("\u0080\u0002).");

    private ScriptArchive() {}

    /**
     * Packs a class.
     *
     * @param className name of the class in the text
     * @param code the text, in the Python subset that TorchScript archives hold
     * @return the archive's bytes
     */
    static byte[] of(String className, String code) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            write(zip, "data.pkl", instanceOf(className));
            write(zip, "code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            write(zip, "constants.pkl", EMPTY_TUPLE);
            write(zip, "version", bytes("3\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Protocol 2: the class, no arguments, new object, its state {training: False}, build. */
    private static byte[] instanceOf(String className) {
        String key = "training";
        return bytes("\u0080\u0002c__torch__\n" + className + "\n)\u0081}X" + (char) key.length() + "\0\0\0" + key
                + "\u0089sb.");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry("featviz/" + name));
        zip.write(content);
        zip.closeEntry();
    }
}
