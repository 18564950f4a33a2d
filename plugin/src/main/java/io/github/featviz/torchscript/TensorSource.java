package io.github.featviz.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the values of an archive's tensors come from while it is written. */
public interface TensorSource {

    /**
     * Hands over a tensor's values, row-major, little-endian, without gaps. Asked twice for each tensor: for its checksum and
     * for its bytes.
     *
     * @param name path of the module and name of the attribute, such as {@code layer3.1.conv2.weight}
     * @param chunks takes the values in as many parts as is convenient
     */
    void read(String name, Chunks chunks) throws IOException;

    /** Takes parts of a tensor's values, one after the other. */
    interface Chunks {

        /** Takes the bytes from position to limit; the buffer may be used again afterwards. */
        void accept(ByteBuffer chunk) throws IOException;
    }
}
