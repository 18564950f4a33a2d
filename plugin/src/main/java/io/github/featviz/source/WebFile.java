package io.github.featviz.source;

import java.net.URI;

/**
 * A file to download.
 *
 * @param address where it is
 * @param digest what it must be
 * @param size its length in bytes; -1: not known
 */
record WebFile(URI address, Digest digest, long size) {

    /** Its key in the cache. */
    String key() {
        return digest.algorithm().equals("SHA-256") ? digest.hex() : "sha1-" + digest.hex();
    }
}
