package io.github.featviz.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.ZipFile;

/** A tensor of fp32 numbers, each of its first dimension's parts multiplied by a number of its own. */
final class ScaledTensor implements TensorFile {

    private final TensorFile original;
    private final double[] scales;

    /** @param scales one for each part */
    ScaledTensor(TensorFile original, double[] scales) {
        this.original = original;
        this.scales = scales.clone();
    }

    @Override
    public long size() {
        return original.size();
    }

    @Override
    public void writeTo(ZipFile source, TensorSource.Chunks chunks) throws IOException {
        long part = size() / Float.BYTES / scales.length;
        long[] done = {0};
        original.writeTo(source, chunk -> {
            ByteBuffer in = chunk.order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer out = ByteBuffer.allocate(in.remaining()).order(ByteOrder.LITTLE_ENDIAN);
            while (in.remaining() >= Float.BYTES) {
                out.putFloat((float) (in.getFloat() * scales[(int) (done[0]++ / part)]));
            }
            chunks.accept(out.flip());
        });
    }
}
