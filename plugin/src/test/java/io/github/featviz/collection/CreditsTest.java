package io.github.featviz.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreditsTest {

    @TempDir
    private Path folder;

    @Test
    void columnsInAnyOrderWithQuotedFields() throws IOException {
        Credits credits = read(String.join(
                "\r\n",
                "\uFEFFcredit,year,file,source",
                "\"A. Person, \"\"Abe\"\", CC0\",2020,cats\\tabby.jpg,https://example.org/1",
                "\"two\nlines\",,pug.png,",
                ",,silent.png"));

        assertThat(credits.of("cats/tabby.jpg"))
                .hasValue(new Credits.Credit("A. Person, \"Abe\", CC0", "https://example.org/1"));
        assertThat(credits.of("pug.png")).hasValue(new Credits.Credit("two\nlines", null));
        assertThat(credits.of("silent.png")).hasValue(new Credits.Credit(null, null));
        assertThat(credits.of("other.png")).isEmpty();
    }

    @Test
    void whatIsNoneSaysWhy() {
        assertThatThrownBy(() -> read("name,author\na,b")).hasMessageContaining("'file' and 'credit'");
        assertThatThrownBy(() -> read("")).hasMessageContaining("'file' and 'credit'");
        assertThatThrownBy(() -> read("file,credit\na.png,\"A. Person\nb.png,B"))
                .hasMessageContaining("line 2 has a quotation mark without its end");
    }

    private Credits read(String csv) throws IOException {
        return Credits.read(Files.writeString(folder.resolve("credits.csv"), csv));
    }
}
