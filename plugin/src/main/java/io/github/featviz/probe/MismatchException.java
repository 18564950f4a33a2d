package io.github.featviz.probe;

/** A network does not compute what its archive says that PyTorch did; the message, of one line, says where and why that may be. */
public final class MismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MismatchException(String message) {
        super(message);
    }
}
