package io.github.featviz.worker;

import io.github.featviz.spec.Latitude;
import io.github.featviz.store.Store;
import io.github.featviz.visualize.Recipe;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers which way to draw was found to be the fastest for a layer and a recipe on this machine, so that the same machine draws the
 * same picture again, and measures but once.
 */
final class Ways {

    private static final String FORM = "5";
    private static final String LOCK = "search.lock";

    private final Store store;
    private final String network;

    private Ways(Store store, String network) {
        this.store = store;
        this.network = network;
    }

    /**
     * Opens the memory.
     *
     * @param folder where it is kept; made if it is not there
     * @param network digest of the network
     */
    static Ways open(Path folder, String network) throws IOException {
        return new Ways(Store.open(folder), network);
    }

    /** What was found before for this layer. */
    Optional<Way> find(String layer, Recipe recipe, Latitude latitude) throws IOException {
        return found(key("of layer", layer, recipe, latitude));
    }

    /** What was found first for any layer of the network. */
    Optional<Way> elsewhere(Recipe recipe, Latitude latitude) throws IOException {
        return found(key("of network", "", recipe, latitude));
    }

    private Optional<Way> found(String key) throws IOException {
        Optional<Store.Entry> entry = store.find(key);
        return entry.isEmpty() ? Optional.empty() : Optional.of(entry.get().read(Way.class));
    }

    /** Keeps what was found; what another process found first stays. */
    Way keep(String layer, Recipe recipe, Latitude latitude, Way way) throws IOException {
        Map<String, byte[]> files = Map.of(Store.Entry.RESULT, Store.Entry.json(way));
        store.put(key("of network", "", recipe, latitude), files);
        return store.put(key("of layer", layer, recipe, latitude), files).read(Way.class);
    }

    /**
     * Has one process at a time look for a way: two at once would take each other's time, and find the same.
     *
     * @param search looks for it, or finds that another has been there
     */
    Way alone(Search search) throws IOException {
        try (FileChannel channel =
                FileChannel.open(store.folder().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(channel);
            return search.way();
        }
    }

    /** Lets go when the channel is closed. Some network drives know no locks: there all search. */
    private static void lock(FileChannel channel) {
        try {
            channel.lock();
        } catch (IOException e) {
            return;
        }
    }

    /** Looks for a way. */
    @FunctionalInterface
    interface Search {
        Way way() throws IOException;
    }

    private String key(String scope, String layer, Recipe recipe, Latitude latitude) {
        String all = String.join("\n", FORM, Machine.name(), network, scope, layer, recipe.toString(), latitude.word());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
