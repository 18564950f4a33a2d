package io.github.featviz.statedict;

/** What a tensor's elements are. */
public enum ElementType {
    /** IEEE 754 double precision. */
    FLOAT64(8),
    /** IEEE 754 single precision. */
    FLOAT32(4),
    /** IEEE 754 half precision. */
    FLOAT16(2),
    /** The upper half of a single precision number. */
    BFLOAT16(2),
    /** Signed whole number. */
    INT64(8),
    /** Signed whole number. */
    INT32(4),
    /** Signed whole number. */
    INT16(2),
    /** Signed whole number. */
    INT8(1),
    /** Unsigned whole number. */
    UINT8(1),
    /** Truth value, one byte. */
    BOOL(1);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes an element takes. */
    public int bytes() {
        return bytes;
    }
}
