package io.github.featviz.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.ZipFile;

/**
 * A tensor with numbers of another size.
 *
 * @param original the tensor as it is
 * @param from bytes of a number in it
 * @param to bytes of a number in this one
 * @param number reads the next number of the first buffer and writes it to the second
 */
record ConvertedTensor(TensorFile original, int from, int to, Conversion number) implements TensorFile {

    /** Turns one number into another. */
    @FunctionalInterface
    interface Conversion {
        void convert(ByteBuffer in, ByteBuffer out);
    }

    @Override
    public long size() {
        return original.size() / from * to;
    }

    @Override
    public void writeTo(ZipFile source, TensorSource.Chunks chunks) throws IOException {
        original.writeTo(source, chunk -> chunks.accept(converted(chunk)));
    }

    private ByteBuffer converted(ByteBuffer chunk) {
        ByteBuffer in = chunk.order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocate(chunk.remaining() / from * to).order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() >= from) {
            number.convert(in, out);
        }
        return out.flip();
    }
}
