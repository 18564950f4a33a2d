package io.github.featviz.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.result.Response;
import io.github.featviz.store.Store.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {

    private static final String KEY = "ab12".repeat(16);

    @TempDir
    Path folder;

    @Test
    void anEmptyStoreFindsNothing() throws IOException {
        assertThat(Store.open(folder).find(KEY)).isEmpty();
    }

    @Test
    void whatWasPutIsFoundByAStoreOpenedLater() throws IOException {
        Response response = new Response(List.of(0.5, -1.25, Double.NaN));
        Store.open(folder).put(KEY, Map.of(Entry.RESULT, Entry.json(response), "picture.png", bytes("pixels")));

        Entry entry = Store.open(folder).find(KEY).orElseThrow();

        assertThat(entry.key()).isEqualTo(KEY);
        assertThat(entry.read(Response.class)).isEqualTo(response);
        assertThat(entry.bytes("picture.png")).isEqualTo(bytes("pixels"));
        assertThat(entry.file("picture.png")).isRegularFile();
    }

    @Test
    void whatWasRemovedIsMadeAgain() throws IOException {
        Store store = Store.open(folder);
        store.put(KEY, result("{}"));

        store.remove(KEY);
        store.remove(KEY);

        assertThat(store.find(KEY)).isEmpty();
        assertThat(store.put(KEY, result("[1]")).bytes(Entry.RESULT)).isEqualTo(bytes("[1]"));
    }

    @Test
    void entriesLieUnderTheFirstTwoDigitsOfTheirKey() throws IOException {
        Entry entry = Store.open(folder).put(KEY, result("{}"));

        assertThat(entry.folder()).isEqualTo(folder.resolve("ab").resolve(KEY.substring(2)));
    }

    @Test
    void theFirstResultOfAKeyStays() throws IOException {
        Store store = Store.open(folder);
        store.put(KEY, result("\"first\""));

        Entry second = store.put(KEY, result("\"second\""));

        assertThat(second.read(String.class)).isEqualTo("first");
        assertNothingIsLeftHalfWritten();
    }

    @Test
    void anEntryWithoutItsResultIsMissingAndCanBeMadeAgain() throws IOException {
        Store store = Store.open(folder);
        Entry entry = store.put(KEY, Map.of(Entry.RESULT, bytes("1"), "picture.png", bytes("old")));
        Files.delete(entry.file(Entry.RESULT));

        assertThat(store.find(KEY)).isEmpty();
        store.put(KEY, result("2"));

        Entry again = store.find(KEY).orElseThrow();
        assertThat(again.read(Integer.class)).isEqualTo(2);
        assertThat(again.file("picture.png")).doesNotExist();
        assertNothingIsLeftHalfWritten();
    }

    @Test
    void anEntryWithAFileThatAPowerCutEmptiedIsMissing() throws IOException {
        Store store = Store.open(folder);
        Entry entry = store.put(KEY, Map.of(Entry.RESULT, bytes("1"), "picture.png", bytes("pixels")));
        Files.write(entry.file("picture.png"), new byte[0]);

        assertThat(Store.open(folder).find(KEY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"picture.png", Entry.RESULT, "checksums.txt"})
    void anEntryWithAFileThatIsCutOffOrChangedIsMissingAndCanBeMadeAgain(String name) throws IOException {
        Map<String, byte[]> files = Map.of(Entry.RESULT, bytes("12345"), "picture.png", bytes("pixels"));
        for (String damage : List.of("", "1234", "22345", "\uFFFF\u0000")) {
            Entry entry = Store.open(folder).put(KEY, files);
            Files.write(entry.file(name), bytes(damage));

            Store later = Store.open(folder);

            assertThat(later.find(KEY)).isEmpty();
            later.put(KEY, files);
            assertThat(Store.open(folder).find(KEY)).isPresent();
        }
        assertNothingIsLeftHalfWritten();
    }

    @Test
    void anEntryOfAVersionThatWroteNoChecksumsIsMadeAgain() throws IOException {
        Entry entry = Store.open(folder).put(KEY, result("1"));
        Files.delete(entry.file("checksums.txt"));

        assertThat(Store.open(folder).find(KEY)).isEmpty();
    }

    @Test
    void buildsThatMakeTheSameResultsAtOnceAllGetWholeEntries() throws Exception {
        int builds = 8;
        CyclicBarrier start = new CyclicBarrier(builds);
        ExecutorService threads = Executors.newFixedThreadPool(builds);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int build = 0; build < builds; build++) {
                String mine = Integer.toString(build);
                tasks.add(() -> {
                    start.await();
                    putAndReadBack(mine);
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertNothingIsLeftHalfWritten();
    }

    private void putAndReadBack(String mine) throws IOException {
        Store store = Store.open(folder);
        for (int i = 0; i < 30; i++) {
            String key = "%064x".formatted(i);
            Entry entry = store.put(key, Map.of(Entry.RESULT, bytes(mine), "picture.png", bytes(mine)));
            assertThat(entry.bytes("picture.png")).isEqualTo(entry.bytes(Entry.RESULT));
            assertThat(store.find(key)).contains(entry);
        }
    }

    @Test
    void whatAKilledBuildLeftHalfWrittenIsClearedAwayADayLater() throws IOException {
        Store.open(folder);
        Path old = Files.createDirectories(folder.resolve("incoming/ab-1"));
        Files.writeString(old.resolve(Entry.RESULT), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path fresh = Files.createDirectories(folder.resolve("incoming/ab-2"));

        Store.open(folder);

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "../../../../etc/passwd", "ABCDEF0123456789", "0123456789abcdeg"})
    void keysThatAreNoDigestsAreRefused(String key) throws IOException {
        Store store = Store.open(folder);

        assertThatThrownBy(() -> store.find(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../picture.png", "a/b.png", "..", ".hidden", "C:picture.png"})
    void namesThatLeaveTheEntryAreRefused(String name) throws IOException {
        Store store = Store.open(folder);

        assertThatThrownBy(() -> store.put(KEY, Map.of(Entry.RESULT, bytes("1"), name, bytes("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void anEntryWithoutResultIsRefused() throws IOException {
        Store store = Store.open(folder);

        assertThatThrownBy(() -> store.put(KEY, Map.of("picture.png", bytes("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Entry.RESULT);
    }

    private void assertNothingIsLeftHalfWritten() {
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    private static Map<String, byte[]> result(String json) {
        return Map.of(Entry.RESULT, bytes(json));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
