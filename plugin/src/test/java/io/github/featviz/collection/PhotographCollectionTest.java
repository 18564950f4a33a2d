package io.github.featviz.collection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.image.Photograph;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotographCollectionTest {

    private static final String LONG = "a".repeat(60) + "/" + "b".repeat(60) + ".png";

    @TempDir
    private Path folder;

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("cats/tabby.JPG", bytes("tabby"));
        files.put("dogs/pug.png", bytes("a pug"));
        files.put(LONG, bytes("x".repeat(700)));
        files.put("README.txt", bytes("no photograph"));
        files.put(".thumbnails/tabby.jpg", bytes("hidden"));
        files.put("__MACOSX/._tabby.jpg", bytes("a shadow"));
        return files;
    }

    @Test
    void isTheSameAsFolderZipAndTar() throws IOException {
        List<Path> forms = List.of(
                Packed.folder(folder.resolve("folder"), files()),
                Packed.zip(folder.resolve("a.zip"), files()),
                Packed.tar(folder.resolve("a.tar"), files()));

        for (Path form : forms) {
            PhotographCollection collection = PhotographCollection.open(form);
            assertThat(collection.items())
                    .as(form.toString())
                    .extracting(Item::name)
                    .containsExactly(LONG, "cats/tabby.JPG", "dogs/pug.png");
            try (Contents contents = Contents.open(form)) {
                assertThat(contents.bytes(collection.items().get(0))).hasSize(700);
                assertThat(contents.bytes(collection.items().get(2)))
                        .asString(UTF_8)
                        .isEqualTo("a pug");
            }
        }
        Set<List<String>> digests = new HashSet<>();
        for (Path form : forms) {
            digests.add(PhotographCollection.open(form).chunks().stream()
                    .map(Chunk::sha256)
                    .toList());
        }
        assertThat(digests).hasSize(1);
    }

    @Test
    void aTarMayNameItsEntriesAsPaxDoes() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        Packed.entry(tar, "PaxHeaders/x", 'x', bytes("25 path=cats/größe.png\n"));
        Packed.entry(tar, "cats/gr__e.png", '0', bytes("large"));
        Packed.entry(tar, "cats", '5', new byte[0]);
        Packed.entry(tar, "plain.png", '0', bytes("plain"));
        tar.writeBytes(new byte[1024]);
        Path file = Files.write(folder.resolve("pax.tar"), tar.toByteArray());

        assertThat(PhotographCollection.open(file).items())
                .extracting(Item::name)
                .containsExactly("cats/größe.png", "plain.png");
    }

    @Test
    void aZipMayNameItsEntriesAsWindowsDoes() throws IOException {
        Path zip = folder.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip), Charset.forName("IBM437"))) {
            out.putNextEntry(new ZipEntry("Kätzchen.jpg"));
            out.write(bytes("a kitten"));
        }

        List<Item> items = PhotographCollection.open(zip).items();
        assertThat(items).extracting(Item::name).containsExactly("Kätzchen.jpg");
        try (Contents contents = Contents.open(zip)) {
            assertThat(contents.bytes(items.get(0))).asString(UTF_8).isEqualTo("a kitten");
        }
    }

    @Test
    void whatMayNotBeReadIsListedAndTheOthersGoOn() throws IOException {
        Packed.folder(folder, Map.of("a.png", bytes("a"), "locked/b.png", bytes("b"), ".hidden/c.png", bytes("c")));
        FolderContents contents = new FolderContents(folder);
        List<Item> items = new ArrayList<>();
        FolderContents.Lister lister = contents.new Lister(items);

        // Tests may run as a user who may do everything: this is what the walk does for others.
        for (String name : List.of("locked", ".hidden", "d.png", "notes.txt")) {
            lister.visitFileFailed(folder.resolve(name), new AccessDeniedException(name));
        }

        assertThat(items).extracting(Item::name).containsExactly("locked/", "d.png");
        assertThatThrownBy(() -> contents.bytes(items.get(0))).hasMessageContaining("may not look into");
        assertThatThrownBy(() -> lister.visitFileFailed(folder, new AccessDeniedException("the folder itself")))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void whyAPhotographCannotBeReadDoesNotTellWhereItLies() throws IOException {
        Packed.folder(folder, Map.of("a.png", bytes("a"), "b.png", bytes("b")));
        PhotographCollection collection = PhotographCollection.open(folder);
        Files.delete(folder.resolve("b.png"));

        try (Contents contents = Contents.open(folder)) {
            assertThatThrownBy(() -> contents.bytes(collection.items().get(1))).hasMessage("it is no longer there");
        }
        assertThat(collection.chunks()).hasSize(1);
    }

    @Test
    void aPhotographMoreChangesOneChunk() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 1500; i++) {
            files.put("%04d.png".formatted(i), bytes("photograph " + i));
        }
        Set<String> before = digests(Packed.zip(folder.resolve("before.zip"), files));
        files.put("0700-and-a-half.png", bytes("another"));
        Set<String> after = digests(Packed.zip(folder.resolve("after.zip"), files));

        assertThat(before).hasSizeGreaterThan(4);
        after.removeAll(before);
        assertThat(after).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whatIsNoneSaysWhy() throws IOException {
        Path gzip = Files.write(folder.resolve("a.tar.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
        Path text = Files.writeString(folder.resolve("a.txt"), "hello ".repeat(200));
        Path zip = Files.write(folder.resolve("a.zip"), new byte[] {'P', 'K', 3, 4, 0, 0});
        Path empty = Files.createDirectory(folder.resolve("empty"));
        byte[] tar = Files.readAllBytes(Packed.tar(folder.resolve("whole.tar"), files()));
        Path cut = Files.write(folder.resolve("cut.tar"), java.util.Arrays.copyOf(tar, 1200));

        assertThatThrownBy(() -> PhotographCollection.open(text)).hasMessageContaining("neither a folder nor a zip");
        assertThatThrownBy(() -> PhotographCollection.open(gzip)).hasMessageContaining("compressed");
        assertThatThrownBy(() -> PhotographCollection.open(zip)).hasMessageContaining("damaged zip");
        assertThatThrownBy(() -> PhotographCollection.open(empty)).hasMessageContaining("no photographs");
        assertThatThrownBy(() -> PhotographCollection.open(cut)).hasMessageContaining("cut off");
    }

    @Test
    void nothingLargeIsReadIntoMemory() throws IOException {
        Path zip = Packed.zip(folder.resolve("a.zip"), files());
        try (Contents contents = Contents.open(zip)) {
            Item huge = new Item("dogs/pug.png", 0, Photograph.MAX_BYTES + 1);
            assertThatThrownBy(() -> contents.bytes(huge)).hasMessageContaining("at most");
        }
    }

    private static Set<String> digests(Path place) throws IOException {
        return PhotographCollection.open(place).chunks().stream()
                .map(Chunk::sha256)
                .collect(Collectors.toSet());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
