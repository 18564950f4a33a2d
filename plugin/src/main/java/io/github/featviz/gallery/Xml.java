package io.github.featviz.gallery;

/** Text in XML files that no template makes. */
final class Xml {

    private Xml() {}

    /** Text as it may stand between tags and in quoted attributes; characters that XML does not have are dropped. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    if (isCharacter(c)) {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }

    private static boolean isCharacter(int c) {
        boolean surrogate = c >= 0xd800 && c <= 0xdfff;
        boolean control = c < ' ' && c != '\n' && c != '\t';
        return !surrogate && !control && c != 0xfffe && c != 0xffff;
    }
}
