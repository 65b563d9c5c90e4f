package org.dpoworkbench.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A piece of a page: text that is escaped when written, so that no sampled answer can break the page.
sealed interface Html {

    /// @param attributes names and values in order
    record Element(String name, Map<String, String> attributes, List<Html> children) implements Html {
        Element with(String attribute, String value) {
            Map<String, String> more = new LinkedHashMap<>(attributes);
            more.put(attribute, value);
            return new Element(name, more, children);
        }

        Element styled(String cssClass) {
            return with("class", cssClass);
        }
    }

    record Text(String text) implements Html {}

    /// Markup made by this program, written as it is.
    record Markup(String xml) implements Html {}

    /// An element around texts and other pieces.
    ///
    /// @param children [Html], or anything else, whose text is shown
    static Element element(String name, Object... children) {
        return element(name, List.of(children));
    }

    static Element element(String name, List<?> children) {
        List<Html> pieces = new ArrayList<>();
        for (Object child : children) {
            pieces.add(child instanceof Html html ? html : new Text(String.valueOf(child)));
        }
        return new Element(name, Map.of(), pieces);
    }

    /// Well-formed XML that is HTML as well.
    default String xml() {
        StringBuilder out = new StringBuilder();
        write(this, out);
        return out.toString();
    }

    private static void write(Html html, StringBuilder out) {
        switch (html) {
            case Text text -> out.append(escaped(text.text()));
            case Markup markup -> out.append(markup.xml());
            case Element element -> {
                out.append('<').append(element.name());
                element.attributes()
                        .forEach((name, value) -> out.append(' ')
                                .append(name)
                                .append("=\"")
                                .append(escaped(value).replace("\"", "&quot;"))
                                .append('"'));
                boolean empty = List.of("img", "br", "meta", "col").contains(element.name());
                out.append(empty ? "/>" : ">");
                element.children().forEach(child -> write(child, out));
                if (!empty) {
                    out.append("</").append(element.name()).append('>');
                }
            }
        }
    }

    /// Characters that XML 1.0 cannot hold become the replacement character.
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.appendCodePoint(legal(c) ? c : 0xFFFD);
            }
        });
        return out.toString();
    }

    private static boolean legal(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
