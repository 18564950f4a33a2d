package io.github.featviz.collection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A folder, zip or TAR of photographs, in the order of their names.
 *
 * @param place where it is
 * @param items every photograph once
 */
public record PhotographCollection(Path place, List<Item> items) {

    /** Most photographs of a collection. */
    public static final int MOST = 5_000_000;

    private static final int MOST_IN_CHUNK = 512;
    private static final int CUT_EVERY = 128;

    /** Keeps a copy of the list. */
    public PhotographCollection {
        items = List.copyOf(items);
    }

    /**
     * Lists the photographs; their bytes are not looked at.
     *
     * @throws CollectionException when it is no folder, zip or TAR, or has no photograph
     */
    public static PhotographCollection open(Path place) throws IOException {
        try (Contents contents = Contents.open(place)) {
            List<Item> items = new ArrayList<>(contents.items());
            if (items.isEmpty()) {
                throw new CollectionException("it has no photographs");
            }
            if (items.size() > MOST) {
                throw new CollectionException("it has more than " + MOST + " photographs");
            }
            items.sort(Comparator.comparing(Item::name));
            return new PhotographCollection(place.toAbsolutePath().normalize(), items);
        }
    }

    /**
     * The photographs in chunks, whose bytes are read for their digests, one photograph in memory at a time.
     *
     * <p>A name alone decides whether a chunk ends behind it, so that a photograph that comes or goes changes one chunk and the
     * results of all others stay.
     */
    public List<Chunk> chunks() throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        try (Contents contents = Contents.open(place)) {
            List<Item> open = new ArrayList<>();
            for (Item item : items) {
                open.add(item);
                if (open.size() == MOST_IN_CHUNK || endsChunk(item.name())) {
                    chunks.add(chunk(open, contents));
                    open.clear();
                }
            }
            if (!open.isEmpty()) {
                chunks.add(chunk(open, contents));
            }
        }
        return List.copyOf(chunks);
    }

    private static boolean endsChunk(String name) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(UTF_8));
        return sum.getValue() % CUT_EVERY == 0;
    }

    private Chunk chunk(List<Item> photographs, Contents contents) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Item item : photographs) {
                add(digest, item, contents);
            }
            return new Chunk(place, photographs, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Lengths keep two photographs from running into each other; what cannot be read counts with its length and the reason, which the
     * results tell.
     */
    private static void add(MessageDigest digest, Item item, Contents contents) {
        byte[] bytes;
        try {
            bytes = contents.bytes(item);
        } catch (IOException e) {
            digest.update(
                    ByteBuffer.allocate(Long.BYTES).putLong(-1 - item.bytes()).array());
            digest.update(String.valueOf(e.getMessage()).getBytes(UTF_8));
            return;
        }
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
        digest.update(bytes);
    }
}
