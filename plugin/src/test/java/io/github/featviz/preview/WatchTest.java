package io.github.featviz.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {

    @TempDir
    private Path folder;

    @Test
    void noticesFilesThatComeChangeAndGo() throws IOException {
        Path late = folder.resolve("photographs/late.jpg");
        Watch watch = new Watch(List.of(folder, folder.resolve("missing.yml")), path -> false);
        assertThat(watch.changed()).isFalse();

        Files.createDirectories(late.getParent());
        Files.writeString(late, "a cat");
        assertThat(watch.changed()).isTrue();
        Files.writeString(late, "another cat");
        assertThat(watch.changed()).isTrue();
        assertThat(watch.changed()).isFalse();
        Files.delete(late);
        assertThat(watch.changed()).isTrue();
    }

    @Test
    void passesOverWhatIsMadeOfTheFiles() throws IOException {
        Path output = Files.createDirectories(folder.resolve("gallery"));
        Watch watch = new Watch(List.of(folder), output::equals);

        Files.writeString(output.resolve("index.html"), "a gallery");

        assertThat(watch.changed()).isFalse();
    }

    @Test
    void looksAtAFolderThatWasNamedItselfWhateverIsPassedOver() throws IOException {
        Watch watch = new Watch(List.of(folder), folder::equals);

        Files.writeString(folder.resolve("cat.jpg"), "a cat");

        assertThat(watch.changed()).isTrue();
    }

    @Test
    void looksIntoWhatWasNamedWithinAFolderThatIsPassedOver() throws IOException {
        Path theme = Files.createDirectories(folder.resolve("theme"));
        Path style = Files.writeString(theme.resolve("style.css"), "body {}");
        Watch watch = new Watch(List.of(theme), path -> path.startsWith(folder));

        Files.writeString(style, "body { color: teal }");

        assertThat(watch.changed()).isTrue();
    }

    @Test
    void restsLongerWhereItTakesLongToLook() throws IOException {
        Files.writeString(folder.resolve("cat.jpg"), "a cat");
        Watch slow = new Watch(List.of(folder), WatchTest::isNoneAfterAWhile);

        assertThat(slow.rest()).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        assertThat(new Watch(List.of(), path -> false).rest()).isEqualTo(Duration.ofMillis(500));
    }

    private static boolean isNoneAfterAWhile(Path file) {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
