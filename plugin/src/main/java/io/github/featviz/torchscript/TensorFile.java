package io.github.featviz.torchscript;

import java.io.IOException;
import java.util.zip.ZipFile;

/** A tensor inside an archive, read as often as it is asked for: the weights of a large network would fill the heap. */
interface TensorFile {

    /** Number of bytes. */
    long size();

    /**
     * Hands over the bytes, in parts whose lengths are multiples of eight but for the last.
     *
     * @param source the archive
     * @throws IOException when it is not as it was when its entries were read
     */
    void writeTo(ZipFile source, TensorSource.Chunks chunks) throws IOException;
}
