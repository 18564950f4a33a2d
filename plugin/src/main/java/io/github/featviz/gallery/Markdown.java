package io.github.featviz.gallery;

import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.UrlSanitizer;
import org.jspecify.annotations.Nullable;

/**
 * The user's texts as HTML: CommonMark with raw HTML escaped; of a link to an unsafe address only the words stay.
 *
 * <p>Headings step down below the page's own, and an image becomes a link to it, because the gallery loads nothing from elsewhere.
 */
final class Markdown {

    private static final int LEVELS_ABOVE = 2;
    private static final UrlSanitizer SAFE = new DefaultUrlSanitizer(List.of("http", "https", "mailto"));

    private final Parser parser = Parser.builder().build();
    private final HtmlRenderer renderer = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .urlSanitizer(SAFE)
            .build();

    /** HTML of a text; null stays null. */
    @Nullable
    String html(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Node document = parser.parse(text);
        document.accept(new Housed());
        return renderer.render(document);
    }

    /** A text without its marks and without raw HTML, on one line. */
    String plain(String text) {
        Spoken spoken = new Spoken();
        parser.parse(text).accept(spoken);
        return spoken.words.toString().strip().replaceAll("\\s+", " ");
    }

    /** Collects what would be read out. */
    private static final class Spoken extends AbstractVisitor {

        private final StringBuilder words = new StringBuilder();

        @Override
        public void visit(Text text) {
            words.append(text.getLiteral());
        }

        @Override
        public void visit(Code code) {
            words.append(code.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak line) {
            words.append(' ');
        }

        @Override
        public void visit(HardLineBreak line) {
            words.append(' ');
        }

        @Override
        public void visit(Heading heading) {
            visitChildren(heading);
            words.append(". ");
        }

        @Override
        public void visit(Paragraph paragraph) {
            visitChildren(paragraph);
            words.append(' ');
        }
    }

    /** Fits a text into a page that has its own headings and its own pictures, and whose links lead somewhere. */
    private static final class Housed extends AbstractVisitor {

        @Override
        public void visit(Heading heading) {
            heading.setLevel(Math.min(6, heading.getLevel() + LEVELS_ABOVE));
            visitChildren(heading);
        }

        @Override
        public void visit(Image image) {
            Link link = new Link(image.getDestination(), image.getTitle());
            while (image.getFirstChild() != null) {
                link.appendChild(image.getFirstChild());
            }
            image.insertBefore(link);
            image.unlink();
            visit(link);
        }

        @Override
        public void visit(Link link) {
            visitChildren(link);
            // An empty address would lead to the page that it stands on.
            if (SAFE.sanitizeLinkUrl(link.getDestination()).isEmpty()) {
                while (link.getFirstChild() != null) {
                    link.insertBefore(link.getFirstChild());
                }
                link.unlink();
            }
        }
    }
}
