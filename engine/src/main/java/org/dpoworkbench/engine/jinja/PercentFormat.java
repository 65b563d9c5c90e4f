package org.dpoworkbench.engine.jinja;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `'%s of %d' % (a, b)`, Python's older way of formatting.
final class PercentFormat {
    private static final Pattern DIRECTIVE =
            Pattern.compile("%(?:\\((\\w+)\\))?([-+ #0]*)(\\d*)(?:\\.(\\d+))?([a-zA-Z%])");

    private PercentFormat() {}

    static String format(String format, Object values) {
        List<?> several = values instanceof Tuple tuple ? tuple : java.util.Collections.singletonList(values);
        StringBuilder out = new StringBuilder();
        Matcher directive = DIRECTIVE.matcher(format);
        int at = 0;
        int used = 0;
        while (directive.find()) {
            between(format, at, directive.start(), out);
            at = directive.end();
            if (directive.group(5).equals("%")) {
                out.append('%');
                continue;
            }
            Object value;
            if (directive.group(1) != null) {
                if (!(values instanceof Map<?, ?> map) || !map.containsKey(directive.group(1))) {
                    throw new TemplateException("a format names \"" + directive.group(1) + "\", which is not given");
                }
                value = map.get(directive.group(1));
                used = several.size();
            } else if (used < several.size()) {
                value = several.get(used++);
            } else {
                throw new TemplateException("not enough arguments for format string");
            }
            out.append(one(directive, value));
        }
        between(format, at, format.length(), out);
        if (used < several.size() && !(values instanceof Map)) {
            throw new TemplateException("not all arguments converted during string formatting");
        }
        return out.toString();
    }

    private static void between(String format, int from, int to, StringBuilder out) {
        String text = format.substring(from, to);
        if (text.contains("%")) {
            throw new TemplateException("a format has \"%\" with nothing that is supported after it");
        }
        out.append(text);
    }

    private static String one(Matcher directive, Object value) {
        String flags = directive.group(2);
        int width = directive.group(3).isEmpty() ? 0 : Math.min(10_000, Integer.parseInt(directive.group(3)));
        int precision = directive.group(4) == null ? -1 : Math.min(1000, Integer.parseInt(directive.group(4)));
        NumberFormat number = new NumberFormat(
                flags.contains("+") ? "+" : flags.contains(" ") ? " " : "",
                false,
                precision,
                directive.group(5).charAt(0));
        String text = switch (directive.group(5)) {
            case "s" -> cut(Python.str(value), precision);
            case "r" -> cut(Python.repr(value), precision);
            case "d", "i", "u", "x", "X", "o", "f", "F", "e", "E", "g", "G" -> number.of(value);
            default ->
                throw new TemplateException("a format has \"%" + directive.group(5) + "\", which is not supported");
        };
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        boolean zeros = flags.contains("0")
                && !directive.group(5).equals("s")
                && !directive.group(5).equals("r");
        return zeros ? NumberFormat.zeroPadded(text, width) : " ".repeat(missing) + text;
    }

    private static String cut(String text, int precision) {
        return precision < 0
                ? text
                : text.substring(
                        0, text.offsetByCodePoints(0, Math.min(precision, text.codePointCount(0, text.length()))));
    }
}
