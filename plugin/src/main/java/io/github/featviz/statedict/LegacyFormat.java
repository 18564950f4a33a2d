package io.github.featviz.statedict;

import io.github.featviz.pickle.Interpretation;
import io.github.featviz.pickle.PickleException;
import io.github.featviz.pickle.Unpickler;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What torch.save wrote before PyTorch 1.6: five pickles (a magic number, the format's version, facts about the machine, the
 * objects, the keys of the storages), and then each storage: the number of its elements in eight bytes, and the elements.
 */
final class LegacyFormat {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long SEARCHED = 1 << 20;
    private static final Long VERSION = 1001L;

    private final FileBytes file;
    private long position;

    private LegacyFormat(FileBytes file) {
        this.file = file;
    }

    static Map<String, Tensor> read(FileBytes file) throws IOException {
        return new LegacyFormat(file).tensors();
    }

    private Map<String, Tensor> tensors() throws IOException {
        StoredObjects objects = new StoredObjects(file.from(0, SEARCHED));
        if (!MAGIC.equals(next(objects))) {
            throw new UnusableStateDictException("it is a Python pickle, but not one of torch.save. " + Remedy.SAVE);
        }
        if (!VERSION.equals(next(objects))) {
            throw new UnusableStateDictException(
                    "it is of an unknown version of PyTorch's old format. " + Remedy.SAVE_AGAIN);
        }
        if (next(objects) instanceof Map<?, ?> machine && Boolean.FALSE.equals(machine.get("little_endian"))) {
            throw new UnusableStateDictException(ForeignFormat.BIG_ENDIAN);
        }
        Object root = next(objects);
        Map<String, TensorReference> tensors = Checkpoint.stateDict(root);
        return new Tensors(file, storages(objects.storages(), next(objects))).all(tensors);
    }

    private Object next(Interpretation interpretation) throws IOException {
        ByteBuffer pickle = file.from(position, Unpickler.MOST_BYTES + 1L);
        Object value = Unpickler.read(pickle, interpretation);
        position += pickle.position();
        return value;
    }

    private Map<String, Extent> storages(Map<String, StorageReference> referred, Object keys) throws IOException {
        if (!(keys instanceof List<?> list) || list.size() > referred.size()) {
            throw new PickleException("its pickle is damaged: the keys of its storages are no list of them");
        }
        Map<String, Extent> storages = new HashMap<>();
        for (Object key : list) {
            StorageReference storage = key instanceof String name ? referred.get(name) : null;
            if (storage == null) {
                throw new PickleException("its pickle is damaged: it lists a storage that no tensor uses");
            }
            storages.put(storage.key(), storage(storage));
        }
        return storages;
    }

    private Extent storage(StorageReference storage) throws UnusableStateDictException {
        long elements = file.slice(new Extent(position, Long.BYTES)).getLong(0);
        if (elements != storage.blockElements()) {
            throw new UnusableStateDictException("its storage " + storage.key() + " should have "
                    + storage.blockElements() + " elements and has " + elements
                    + ": the file is damaged. Download or save it again");
        }
        Extent extent = new Extent(position + Long.BYTES, storage.blockBytes());
        if (!extent.isWithin(file.size())) {
            throw new UnusableStateDictException("it is cut short: of " + (extent.offset() + extent.length())
                    + " bytes or more it has " + file.size() + ". Download or save it again");
        }
        position = extent.offset() + extent.length();
        return extent;
    }
}
