package io.github.featviz.torchscript;

/** TorchScript text that cannot be understood. */
final class CodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CodeException(String what, String text, int offset) {
        super(what + " in line "
                + (1
                        + text.substring(0, Math.min(offset, text.length()))
                                .chars()
                                .filter(c -> c == '\n')
                                .count()) + " of the archive's code");
    }
}
