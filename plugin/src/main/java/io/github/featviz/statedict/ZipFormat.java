package io.github.featviz.statedict;

import io.github.featviz.pickle.Unpickler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What torch.save writes since PyTorch 1.6: a zip archive with a pickle and a file for each storage. */
final class ZipFormat {

    private static final String PICKLE = "/data.pkl";
    private static final long SEARCHED = 1 << 20;
    private static final int LONGEST_BYTE_ORDER = 16;

    private final FileBytes file;
    private final Map<String, Extent> entries;
    private final String folder;

    private ZipFormat(FileBytes file, Map<String, Extent> entries, String folder) {
        this.file = file;
        this.entries = entries;
        this.folder = folder;
    }

    static Map<String, Tensor> read(FileBytes file) throws IOException {
        Map<String, Extent> entries = ZipDirectory.read(file);
        List<String> pickles = entries.keySet().stream()
                .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length())
                .toList();
        if (pickles.size() != 1) {
            throw new UnusableStateDictException(ForeignFormat.ofZip(entries.keySet()));
        }
        String folder = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
        return new ZipFormat(file, entries, folder).tensors();
    }

    private Map<String, Tensor> tensors() throws IOException {
        if (entries.containsKey(folder + "/constants.pkl")) {
            throw new UnusableStateDictException(ForeignFormat.TORCHSCRIPT);
        }
        refuseBigEndian();
        Extent pickle = entries.getOrDefault(folder + PICKLE, new Extent(0, 0));
        StoredObjects objects = new StoredObjects(file.from(pickle.offset(), Math.min(pickle.length(), SEARCHED)));
        Object root = Unpickler.read(file.from(pickle.offset(), pickle.length()), objects);
        return new Tensors(file, storages(objects)).all(Checkpoint.stateDict(root));
    }

    private void refuseBigEndian() throws IOException {
        Extent entry = entries.get(folder + "/byteorder");
        if (entry == null || entry.length() == 0) {
            return;
        }
        byte[] order = new byte[(int) Math.min(LONGEST_BYTE_ORDER, entry.length())];
        file.from(entry.offset(), order.length).get(order);
        if (!new String(order, StandardCharsets.US_ASCII).strip().equals("little")) {
            throw new UnusableStateDictException(ForeignFormat.BIG_ENDIAN);
        }
    }

    private Map<String, Extent> storages(StoredObjects objects) throws UnusableStateDictException {
        Map<String, Extent> storages = new HashMap<>();
        for (StorageReference storage : objects.storages().values()) {
            String name = folder + "/data/" + storage.key();
            Extent extent = entries.get(name);
            if (extent == null || extent.length() != storage.blockBytes()) {
                throw new UnusableStateDictException("its storage " + name + " should have " + storage.blockBytes()
                        + " bytes and " + (extent == null ? "is missing" : "has " + extent.length())
                        + ": the file is damaged. Download or save it again");
            }
            storages.put(storage.key(), extent);
        }
        return storages;
    }
}
