package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {

    private final Markdown markdown = new Markdown();

    @Test
    void rendersParagraphsAndEmphasis() {
        assertThat(markdown.html("Half of it *answers*.")).isEqualTo("<p>Half of it <em>answers</em>.</p>\n");
    }

    @Test
    void escapesRawHtml() {
        assertThat(markdown.html("<script>alert(1)</script>"))
                .doesNotContain("<script")
                .contains("&lt;script&gt;");
    }

    @Test
    void leavesOnlyTheWordsOfALinkToAnUnsafeAddress() {
        assertThat(markdown.html(
                        "[x *y*](javascript:alert(1)) [z](data:text/html,hi) ![a picture](file:///etc/passwd) [w]()"))
                .isEqualTo("<p>x <em>y</em> z a picture w</p>\n");
    }

    @Test
    void keepsHeadingsBelowThePagesOwn() {
        assertThat(markdown.html("# One")).isEqualTo("<h3>One</h3>\n");
        assertThat(markdown.html("###### Six")).isEqualTo("<h6>Six</h6>\n");
    }

    @Test
    void makesAnImageALink() {
        assertThat(markdown.html("![a cat](https://example.org/cat.jpg)"))
                .contains("href=\"https://example.org/cat.jpg\"", ">a cat</a>")
                .doesNotContain("<img");
    }

    @Test
    void hasNothingToSayAboutNothing() {
        assertThat(markdown.html(null)).isNull();
        assertThat(markdown.html("  ")).isNull();
    }

    @Test
    void leavesOnlyTheWordsWhereThereIsRoomForNoMore() {
        assertThat(new Markdown().plain("# Eyes\n\n*All* <b>of</b> [them](https://example.org/(1)),\n`today`"))
                .isEqualTo("Eyes. All of them, today");
    }
}
