package io.github.featviz.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.featviz.spec.Fault;
import io.github.featviz.spec.GallerySpec;
import io.github.featviz.spec.SpecException;
import io.github.featviz.spec.SpecReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class PhotographsTest {
    @TempDir
    Path folder;

    GallerySpec specOf(String... names) throws IOException, SpecException {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append("- {layer: a, filters: [1], probe: ").append(name).append("}\n");
        }
        Files.writeString(folder.resolve("featviz.yml"), text);
        return SpecReader.read(folder.resolve("featviz.yml"));
    }

    Fault faultOf(String name) throws Exception {
        GallerySpec spec = specOf(name);
        SpecException thrown = catchThrowableOfType(SpecException.class, () -> Photographs.of(spec));
        assertThat(thrown.faults()).hasSize(1);
        assertThat(thrown.faults().get(0).mark().toString()).endsWith("featviz.yml:1:35");
        return thrown.faults().get(0);
    }

    static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    @Test
    void imagesAreKnownByTheirContent() throws Exception {
        Files.write(folder.resolve("a.png"), png());
        Files.write(folder.resolve("b.png"), png());
        ImageIO.write(
                new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB),
                "jpg",
                folder.resolve("c.jpg").toFile());
        Photographs photographs = Photographs.of(specOf("a.png", "b.png", "c.jpg", "a.png"));
        assertThat(photographs.byPath()).hasSize(3);
        assertThat(photographs.distinct())
                .extracting(image -> image.path().getFileName().toString())
                .containsExactly("a.png", "c.jpg");
    }

    @Test
    void digestIsSha256OfTheBytes() throws Exception {
        Files.writeString(folder.resolve("abc"), "abc");
        assertThat(ImageFile.of(folder.resolve("abc")).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void textIsNoImage() throws Exception {
        Files.writeString(folder.resolve("a.png"), "<html>not found</html>");
        assertThat(faultOf("a.png").what()).contains("'a.png' is no image");
    }

    @Test
    void emptyFileIsNoImage() throws Exception {
        Files.createFile(folder.resolve("a.png"));
        assertThat(faultOf("a.png").what()).contains("is no image");
    }

    @Test
    void headerThatBreaksOffIsADamagedImage() throws Exception {
        Files.write(folder.resolve("a.png"), Arrays.copyOf(png(), 12));
        assertThat(faultOf("a.png").what()).contains("damaged");
    }

    @Test
    void pictureOfTooManyPixelsIsRefusedByItsHeader() throws Exception {
        ByteBuffer png = ByteBuffer.wrap(png());
        png.putInt(16, 20_000).putInt(20, 20_000);
        CRC32 crc = new CRC32();
        crc.update(png.array(), 12, 17);
        png.putInt(29, (int) crc.getValue());
        Files.write(folder.resolve("a.png"), png.array());
        assertThat(faultOf("a.png").what()).contains("100 megapixels");
    }

    @Test
    void fileOfTooManyBytesIsNotEvenOpened() throws Exception {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("a.png").toFile(), "rw")) {
            file.setLength((64L << 20) + 1);
        }
        assertThat(faultOf("a.png").what()).contains("64 MiB");
    }

    @Test
    void everyBadPlaceIsReported() throws Exception {
        Files.writeString(folder.resolve("a.png"), "no");
        Files.writeString(folder.resolve("b.png"), "no");
        GallerySpec spec = specOf("a.png", "b.png", "a.png");
        SpecException thrown = catchThrowableOfType(SpecException.class, () -> Photographs.of(spec));
        assertThat(thrown.faults()).extracting(fault -> fault.mark().line()).isEqualTo(List.of(1, 2, 3));
    }
}
