package io.github.featviz.torchscript;

/** What the elements of a written tensor are. */
public enum TensorType {
    /** IEEE 754 double precision. */
    FLOAT64("DoubleStorage", 8),
    /** IEEE 754 single precision. */
    FLOAT32("FloatStorage", 4),
    /** IEEE 754 half precision. */
    FLOAT16("HalfStorage", 2),
    /** The upper half of a single precision number. */
    BFLOAT16("BFloat16Storage", 2),
    /** Signed whole number of 64 bits. */
    INT64("LongStorage", 8),
    /** Signed whole number of 32 bits. */
    INT32("IntStorage", 4),
    /** Truth value, one byte. */
    BOOL("BoolStorage", 1);

    private final String storage;
    private final int bytes;

    TensorType(String storage, int bytes) {
        this.storage = storage;
        this.bytes = bytes;
    }

    /** Name of PyTorch's class of storages. */
    String storage() {
        return storage;
    }

    /** Bytes an element takes. */
    public int bytes() {
        return bytes;
    }
}
