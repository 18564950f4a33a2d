package io.github.featviz.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.ZipFile;

/** A small tensor that was worked out here. */
final class KeptTensor implements TensorFile {

    private final float[] values;

    /** @param values fp32 numbers */
    KeptTensor(float[] values) {
        this.values = values.clone();
    }

    @Override
    public long size() {
        return (long) values.length * Float.BYTES;
    }

    @Override
    public void writeTo(ZipFile source, TensorSource.Chunks chunks) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        chunks.accept(bytes);
    }
}
