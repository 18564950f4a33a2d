package io.github.featviz.source;

import java.net.URI;

/** The server says that there is no such file. */
final class MissingFileException extends SourceException {

    private static final long serialVersionUID = 1;

    MissingFileException(URI address, int status) {
        super(
                address + " does not exist (the server answers with status " + status + ")",
                "a file that everybody may download",
                "correct the address");
    }
}
