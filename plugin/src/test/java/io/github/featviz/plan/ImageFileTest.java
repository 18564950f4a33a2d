package io.github.featviz.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.image.PhotographException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileTest {

    @TempDir
    Path folder;

    @Test
    void aPhotographIsKnownByItsContent() throws IOException {
        Path one = folder.resolve("one.png");
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", one.toFile());
        Path other = Files.copy(one, folder.resolve("other.png"));

        assertThat(ImageFile.photograph(one).sha256())
                .isEqualTo(ImageFile.photograph(other).sha256())
                .hasSize(64);
    }

    @Test
    void whatIsNoPhotographIsRefusedBeforeAnythingIsMeasured() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "hello");

        assertThatThrownBy(() -> ImageFile.photograph(text))
                .isInstanceOf(PhotographException.class)
                .hasMessageContaining("text.png");
    }
}
