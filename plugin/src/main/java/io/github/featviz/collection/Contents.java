package io.github.featviz.collection;

import io.github.featviz.image.Photograph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens what a collection lies in. One thread at a time; the bytes it gives are the caller's. */
public interface Contents extends AutoCloseable {

    /** Every photograph, in no particular order; what is no picture by its name is left out. */
    List<Item> items() throws IOException;

    /**
     * The bytes of a photograph.
     *
     * @throws IOException when it is not there, cannot be read, or is larger than {@link Photograph#MAX_BYTES}
     */
    byte[] bytes(Item item) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * Opens a folder, a zip or a TAR, whatever it is by its content.
     *
     * @throws CollectionException when it is none of these
     */
    static Contents open(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return new FolderContents(place.toRealPath());
        }
        return ZipContents.isZip(place) ? ZipContents.open(place) : TarContents.open(place);
    }

    /** Refuses what would not be decoded anyway, before it is in memory. */
    static int length(Item item) throws IOException {
        if (item.bytes() > Photograph.MAX_BYTES) {
            throw new CollectionException(
                    "it has " + item.bytes() + " bytes; at most " + Photograph.MAX_BYTES + " are read: scale it down");
        }
        return Math.toIntExact(item.bytes());
    }
}
