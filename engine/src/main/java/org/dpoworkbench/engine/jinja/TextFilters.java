package org.dpoworkbench.engine.jinja;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.jinja.FilterLibrary.Filter;

/// Filters that give texts.
final class TextFilters {
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern TITLE = Pattern.compile("[-\\s({\\[<]+", Pattern.UNICODE_CHARACTER_CLASS);

    static final Map<String, Filter> ALL = Map.ofEntries(
            plain("upper", v -> Python.str(v).toUpperCase(Locale.ROOT)),
            plain("lower", v -> Python.str(v).toLowerCase(Locale.ROOT)),
            plain("capitalize", v -> StringMethods.capitalize(Python.str(v))),
            plain("title", v -> title(Python.str(v))),
            plain("string", Python::str),
            plain("safe", Python::str),
            plain("escape", v -> escaped(Python.str(v))),
            plain("e", v -> escaped(Python.str(v))),
            plain("forceescape", v -> escaped(Python.str(v))),
            plain("wordcount", v -> WORD.matcher(Python.str(v)).results().count()),
            plain("striptags", v -> stripTags(Python.str(v))),
            plain("urlencode", TextFilters::urlEncoded),
            Map.entry("tojson", JsonText::of),
            Map.entry("trim", (v, a) -> {
                Object characters = a.bind("trim", "chars").or("chars", null);
                return Strings.strip(
                        Python.str(v), characters == null ? null : Python.text("trim", characters), true, true);
            }),
            Map.entry("replace", (v, a) -> {
                var bound = a.bind("replace", "old", "new", "count");
                Object count = bound.or("count", null);
                return StringMethods.replaced(
                        Python.str(v),
                        Python.str(bound.need("old")),
                        Python.str(bound.need("new")),
                        count == null ? -1 : Numbers.index(count));
            }),
            Map.entry(
                    "format",
                    (v, a) -> PercentFormat.format(
                            Python.str(v), a.named().isEmpty() ? new Tuple(a.positional()) : a.named())),
            Map.entry("center", (v, a) -> {
                int width = a.bind("center", "width").whole("width", 80);
                return StringMethods.of(Python.str(v), "center")
                        .map(center -> ((Function) center).call(Arguments.of((long) width)))
                        .orElseThrow();
            }),
            Map.entry("indent", TextFilters::indented),
            Map.entry("truncate", TextFilters::truncated),
            Map.entry("wordwrap", TextFilters::wrapped),
            Map.entry("xmlattr", TextFilters::attributes));

    private TextFilters() {}

    static Map.Entry<String, Filter> plain(String name, java.util.function.Function<Object, Object> filter) {
        return Map.entry(name, (value, arguments) -> {
            arguments.bind(name);
            return filter.apply(value);
        });
    }

    /// Each word's first letter large, the others small; words end at blanks, dashes and opening brackets.
    private static String title(String text) {
        StringBuilder out = new StringBuilder();
        var gaps = TITLE.matcher(text);
        int at = 0;
        while (gaps.find()) {
            out.append(StringMethods.capitalize(text.substring(at, gaps.start())))
                    .append(gaps.group());
            at = gaps.end();
        }
        return out.append(StringMethods.capitalize(text.substring(at))).toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private static String stripTags(String text) {
        String without = text.replaceAll("(?s)<!--.*?-->", "").replaceAll("<[^>]*>", "");
        String joined = String.join(
                " ",
                Python.list(Splitting.split(without, Arguments.NONE, false)).stream()
                        .map(Python::str)
                        .toList());
        return joined.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#39;", "'")
                .replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    private static Object urlEncoded(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> quoted(Python.str(e.getKey()), true) + "=" + quoted(Python.str(e.getValue()), true))
                    .collect(Collectors.joining("&"));
        }
        if (value instanceof String text) {
            return quoted(text, false);
        }
        if (value instanceof Iterable<?>) {
            throw new TemplateException("\"urlencode\" of a list is not supported");
        }
        return quoted(Python.str(value), false);
    }

    private static String quoted(String text, boolean query) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "_.-~".indexOf(c) >= 0 || (!query && c == '/'))) {
                out.append(c);
            } else if (query && c == ' ') {
                out.append('+');
            } else {
                out.append("%%%02X".formatted((int) c));
            }
        }
        return out.toString();
    }

    private static Object indented(Object value, Arguments arguments) {
        var bound = arguments.bind("indent", "width", "first", "blank");
        Object width = bound.or("width", 4L);
        String margin = width instanceof String text ? text : Strings.repeat(" ", Numbers.index(width));
        // Jinja adds a line feed before it takes the lines apart, so that one at the end stays.
        List<Object> lines = Python.list(Splitting.lines(Python.str(value) + "\n", Arguments.NONE));
        StringBuilder out = new StringBuilder(bound.flag("first", false) ? margin : "");
        for (int i = 0; i < lines.size(); i++) {
            String line = Python.str(lines.get(i));
            boolean blank = line.isEmpty() && !bound.flag("blank", false);
            out.append(i == 0 ? "" : "\n").append(i == 0 || blank ? "" : margin).append(line);
        }
        return out.toString();
    }

    private static Object truncated(Object value, Arguments arguments) {
        var bound = arguments.bind("truncate", "length", "killwords", "end", "leeway");
        int length = bound.whole("length", 255);
        String end = bound.text("end", "...");
        Object leeway = bound.or("leeway", null);
        String text = Python.str(value);
        int size = Python.length(text);
        if (length < Python.length(end)) {
            throw new TemplateException("expected length >= " + Python.length(end) + ", got " + length);
        }
        if (size <= length + (leeway == null ? 5 : Numbers.index(leeway))) {
            return text;
        }
        String cut = text.substring(0, text.offsetByCodePoints(0, length - Python.length(end)));
        if (bound.flag("killwords", false)) {
            return cut + end;
        }
        int blank = cut.lastIndexOf(' ');
        return (blank < 0 ? cut : cut.substring(0, blank)) + end;
    }

    private static Object wrapped(Object value, Arguments arguments) {
        var bound = arguments.bind("wordwrap", "width", "break_long_words", "wrapstring", "break_on_hyphens");
        int width = bound.whole("width", 79);
        String between =
                bound.has("wrapstring") && bound.values().get("wrapstring") != null ? bound.text("wrapstring") : "\n";
        List<String> out = new ArrayList<>();
        for (Object line : Python.list(Splitting.lines(Python.str(value), Arguments.NONE))) {
            StringBuilder row = new StringBuilder();
            for (Object word : Python.list(Splitting.split(Python.str(line), Arguments.NONE, false))) {
                String next = Python.str(word);
                if (next.length() > width || next.contains("-")) {
                    throw new TemplateException("\"wordwrap\" of words that are long or have hyphens is not supported");
                }
                if (!row.isEmpty() && row.length() + 1 + next.length() > width) {
                    out.add(row.toString());
                    row.setLength(0);
                }
                row.append(row.isEmpty() ? "" : " ").append(next);
            }
            out.add(row.toString());
        }
        return String.join(between, out);
    }

    private static Object attributes(Object value, Arguments arguments) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new TemplateException("\"xmlattr\" needs a dict");
        }
        boolean space = arguments.bind("xmlattr", "autospace").flag("autospace", true);
        String text = map.entrySet().stream()
                .filter(e -> e.getValue() != null && !(e.getValue() instanceof Undefined))
                .map(e -> escaped(Python.str(e.getKey())) + "=\"" + escaped(Python.str(e.getValue())) + "\"")
                .collect(Collectors.joining(" "));
        return space && !text.isEmpty() ? " " + text : text;
    }
}
