package io.github.featviz.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryCopyTest {

    @TempDir
    Path temporary;

    @Test
    void it_goes_with_its_folder() throws IOException {
        try (TemporaryCopy copy = TemporaryCopy.createIn(temporary)) {
            Files.writeString(copy.file(), "network");
        }

        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void what_a_killed_process_has_left_goes_after_a_day() throws IOException {
        Path left = leftover("featviz-network-1", Duration.ofHours(25));
        Path loading = leftover("featviz-network-2", Duration.ofHours(23));

        TemporaryCopy.createIn(temporary).close();

        assertThat(left).doesNotExist();
        assertThat(loading.resolve("network.pt")).exists();
    }

    @Test
    void what_others_have_put_there_stays() throws IOException {
        Path other = leftover("feature-1", Duration.ofDays(9));
        Path more = leftover("featviz-network-4", Duration.ZERO);
        Files.writeString(more.resolve("more"), "kept");
        age(more, Duration.ofDays(9));

        TemporaryCopy.createIn(temporary).close();

        assertThat(other.resolve("network.pt")).exists();
        assertThat(more.resolve("more")).exists();
    }

    @Test
    void what_a_link_leads_to_stays() throws IOException {
        Path linked = leftover("linked", Duration.ofDays(9));
        Files.createSymbolicLink(temporary.resolve("featviz-network-3"), linked);

        TemporaryCopy.createIn(temporary).close();

        assertThat(linked.resolve("network.pt")).exists();
    }

    private Path leftover(String name, Duration age) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve(name));
        Files.writeString(folder.resolve("network.pt"), "network");
        return age(folder, age);
    }

    private static Path age(Path folder, Duration age) throws IOException {
        return Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(age)));
    }
}
