package org.dpoworkbench.engine.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `tojson` as transformers has it: Python's `json.dumps` without escapes for what is not ASCII.
///
/// @param indent blanks a level, as text; `null`: everything in one line
record JsonText(boolean ascii, String indent, String between, String colon, boolean sorted) {

    static String of(Object value, Arguments arguments) {
        var bound = arguments.bind("tojson", "ensure_ascii", "indent", "separators", "sort_keys");
        Object indent = bound.or("indent", null);
        Object separators = bound.or("separators", null);
        List<Object> marks = separators == null ? List.of(indent == null ? ", " : ",", ": ") : Python.list(separators);
        StringBuilder out = new StringBuilder();
        new JsonText(
                        bound.flag("ensure_ascii", false),
                        indent == null
                                ? null
                                : indent instanceof String text ? text : " ".repeat(Math.max(0, Numbers.index(indent))),
                        Python.text("tojson", marks.get(0)),
                        Python.text("tojson", marks.get(1)),
                        bound.flag("sort_keys", false))
                .write(value, 0, out);
        return out.toString();
    }

    private void write(Object value, int depth, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case Boolean truth -> out.append(truth);
            case Double number -> out.append(number(number));
            case Number number -> out.append(number);
            case String text -> quote(text, out);
            case List<?> list -> {
                out.append('[');
                for (int i = 0; i < list.size(); i++) {
                    out.append(i == 0 ? "" : between);
                    newLine(depth + 1, out);
                    write(list.get(i), depth + 1, out);
                }
                close(list.isEmpty(), ']', depth, out);
            }
            case Map<?, ?> map -> {
                out.append('{');
                boolean first = true;
                for (Map.Entry<?, ?> entry : entries(map)) {
                    out.append(first ? "" : between);
                    first = false;
                    newLine(depth + 1, out);
                    quote(key(entry.getKey()), out);
                    out.append(colon);
                    write(entry.getValue(), depth + 1, out);
                }
                close(map.isEmpty(), '}', depth, out);
            }
            default ->
                throw new TemplateException("Object of type " + Python.type(value) + " is not JSON serializable");
        }
    }

    private List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (sorted) {
            entries.sort((a, b) -> Python.compare(a.getKey(), b.getKey()));
        }
        return entries;
    }

    private static String number(double number) {
        return Double.isNaN(number)
                ? "NaN"
                : Double.isInfinite(number) ? number > 0 ? "Infinity" : "-Infinity" : Numbers.text(number);
    }

    private static String key(Object key) {
        return switch (key) {
            case null -> "null";
            case Boolean truth -> truth ? "true" : "false";
            case Double number -> number(number);
            case Number number -> number.toString();
            case String text -> text;
            default ->
                throw new TemplateException("keys must be str, int, float, bool or None, not " + Python.type(key));
        };
    }

    private void newLine(int depth, StringBuilder out) {
        if (indent != null) {
            out.append('\n').append(indent.repeat(depth));
        }
    }

    private void close(boolean empty, char bracket, int depth, StringBuilder out) {
        if (!empty) {
            newLine(depth, out);
        }
        out.append(bracket);
    }

    private void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || (ascii && c > 0x7e)) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
