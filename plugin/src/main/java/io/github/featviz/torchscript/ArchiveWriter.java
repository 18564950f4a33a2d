package io.github.featviz.torchscript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes modules as a TorchScript archive, such as {@code torch.jit.save} makes and every libtorch loads.
 *
 * <p>The same modules and values give the same bytes. Modules of the same class name and text share a class; others of that name
 * get a mangled one ({@code ___torch_mangle_0}), as when PyTorch writes.
 */
public final class ArchiveWriter {

    private static final String FOLDER = "archive/";

    /** Of the archive's format. libtorch takes operators to be those of its own version from 3 on, up to rare exceptions. */
    private static final String VERSION = "3\n";

    private final PickleWriter objects = new PickleWriter();
    private final Map<String, ModuleText.Stored> tensors = new LinkedHashMap<>();
    private final ClassTexts classes = new ClassTexts();

    private ArchiveWriter() {}

    /**
     * Writes an archive.
     *
     * @param target file to write; replaced if there is one
     * @param root the network
     * @param values asked for the values of every tensor, one at a time
     * @throws IOException when writing fails, or a tensor has another number of bytes than its shape and type say
     */
    public static void write(Path target, ModuleText root, TensorSource values) throws IOException {
        ArchiveWriter writer = new ArchiveWriter();
        writer.module("", root);
        try (StoredZip zip = StoredZip.create(target)) {
            writer.write(zip, values);
        }
    }

    private void write(StoredZip zip, TensorSource values) throws IOException {
        zip.add(FOLDER + "data.pkl", objects.end());
        zip.add(FOLDER + "byteorder", bytes("little"));
        for (Map.Entry<String, StringBuilder> file : classes.files().entrySet()) {
            zip.add(FOLDER + file.getKey(), bytes(file.getValue().toString()));
        }
        int key = 0;
        for (Map.Entry<String, ModuleText.Stored> tensor : tensors.entrySet()) {
            zip.add(
                    FOLDER + "data/" + key++,
                    tensor.getValue().bytes(),
                    chunks -> values.read(tensor.getKey(), chunks));
        }
        zip.add(FOLDER + "constants.pkl", PickleWriter.NOTHING);
        zip.add(FOLDER + "version", bytes(VERSION));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void module(String prefix, ModuleText module) {
        objects.beginObject(classes.nameOf(module));
        objects.key("training");
        objects.value(false);
        module.attributes().forEach((name, attribute) -> {
            objects.key(name);
            attribute(prefix + name, attribute);
        });
        objects.endObject();
    }

    private void attribute(String path, ModuleText.Attribute attribute) {
        if (attribute instanceof ModuleText.Submodule child) {
            module(path + ".", child.module());
        } else if (attribute instanceof ModuleText.Stored tensor) {
            objects.tensor(Integer.toString(tensors.size()), tensor);
            tensors.put(path, tensor);
        } else if (attribute instanceof ModuleText.Plain plain) {
            objects.value(plain.value());
        }
    }
}
