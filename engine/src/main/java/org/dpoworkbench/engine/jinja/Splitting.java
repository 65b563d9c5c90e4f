package org.dpoworkbench.engine.jinja;

import java.util.ArrayList;
import java.util.List;

/// `split`, `rsplit`, `splitlines`, `partition` and `rpartition`.
final class Splitting {
    private Splitting() {}

    static Object split(String text, Arguments arguments, boolean fromRight) {
        var bound = arguments.bind("split", "sep", "maxsplit");
        int most = bound.whole("maxsplit", -1);
        Object separator = bound.or("sep", null);
        List<Object> parts = separator == null
                ? words(text, most, fromRight)
                : parts(text, Python.text("split", separator), most, fromRight);
        return parts;
    }

    private static List<Object> parts(String text, String separator, int most, boolean fromRight) {
        if (separator.isEmpty()) {
            throw new TemplateException("empty separator");
        }
        List<Object> parts = new ArrayList<>();
        String rest = text;
        while (most < 0 || parts.size() < most) {
            int at = fromRight ? rest.lastIndexOf(separator) : rest.indexOf(separator);
            if (at < 0) {
                break;
            }
            String before = rest.substring(0, at);
            String after = rest.substring(at + separator.length());
            parts.add(fromRight ? after : before);
            rest = fromRight ? before : after;
        }
        parts.add(rest);
        return fromRight ? new ArrayList<>(parts.reversed()) : parts;
    }

    private static List<Object> words(String text, int most, boolean fromRight) {
        List<Object> words = new ArrayList<>();
        String rest = Strings.strip(text, null, !fromRight, fromRight);
        while (!rest.isEmpty()) {
            if (most >= 0 && words.size() >= most) {
                words.add(rest);
                break;
            }
            int at = fromRight ? wordBegin(rest) : wordEnd(rest);
            words.add(fromRight ? rest.substring(at) : rest.substring(0, at));
            rest = Strings.strip(fromRight ? rest.substring(0, at) : rest.substring(at), null, !fromRight, fromRight);
        }
        return fromRight ? new ArrayList<>(words.reversed()) : words;
    }

    private static int wordEnd(String text) {
        int at = 0;
        while (at < text.length() && !Strings.isSpace(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static int wordBegin(String text) {
        int at = text.length();
        while (at > 0 && !Strings.isSpace(text.codePointBefore(at))) {
            at -= Character.charCount(text.codePointBefore(at));
        }
        return at;
    }

    static Object lines(String text, Arguments arguments) {
        boolean keep = arguments.bind("splitlines", "keepends").flag("keepends", false);
        List<Object> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029)) {
                continue;
            }
            int end = i;
            if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                i++;
            }
            lines.add(text.substring(begin, keep ? i + 1 : end));
            begin = i + 1;
        }
        if (begin < text.length()) {
            lines.add(text.substring(begin));
        }
        return lines;
    }

    static Object partition(String text, Arguments arguments, boolean last) {
        String separator = arguments.bind("partition", "sep").text("sep");
        int at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
        if (at < 0) {
            return new Tuple(last ? List.of("", "", text) : List.of(text, "", ""));
        }
        return new Tuple(List.of(text.substring(0, at), separator, text.substring(at + separator.length())));
    }
}
