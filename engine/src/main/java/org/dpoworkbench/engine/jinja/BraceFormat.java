package org.dpoworkbench.engine.jinja;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `'{} of {0:>5}'.format(…)`.
final class BraceFormat {
    private static final Pattern FIELD = Pattern.compile("\\{\\{|}}|\\{([^{}!:]*)(?:!([rs]))?(?::([^{}]*))?}|[{}]");
    private static final Pattern SPEC =
            Pattern.compile("(?:(.)?([<>^=]))?([-+ ]?)(0?)(\\d*)(,?)(?:\\.(\\d+))?([a-zA-Z%]?)");
    private static final Pattern PART = Pattern.compile("\\.(\\w+)|\\[([^\\]]+)]");

    private BraceFormat() {}

    static String format(String format, Arguments arguments) {
        StringBuilder out = new StringBuilder();
        Matcher field = FIELD.matcher(format);
        int at = 0;
        int next = 0;
        while (field.find()) {
            out.append(format, at, field.start());
            at = field.end();
            switch (field.group()) {
                case "{{" -> out.append('{');
                case "}}" -> out.append('}');
                case "{", "}" ->
                    throw new TemplateException("a format has a single brace, or one that is not supported");
                default -> {
                    String name = field.group(1);
                    boolean numbered = name.isEmpty() || name.startsWith(".") || name.startsWith("[");
                    Object value = value(numbered ? next++ + name : name, arguments);
                    Object shown = field.group(2) == null
                            ? value
                            : field.group(2).equals("r") ? Python.repr(value) : Python.str(value);
                    out.append(formatted(shown, field.group(3) == null ? "" : field.group(3)));
                }
            }
        }
        return out.append(format.substring(at)).toString();
    }

    private static Object value(String name, Arguments arguments) {
        Matcher first = Pattern.compile("^\\w+").matcher(name);
        if (!first.find()) {
            throw new TemplateException("a format names nothing in \"{" + name + "}\"");
        }
        String key = first.group();
        Object value;
        if (key.chars().allMatch(Character::isDigit)) {
            int place = key.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(key);
            if (place >= arguments.positional().size()) {
                throw new TemplateException("a format names argument " + key + ", and there is none");
            }
            value = arguments.positional().get(place);
        } else if (arguments.named().containsKey(key)) {
            value = arguments.named().get(key);
        } else {
            throw new TemplateException("a format names \"" + key + "\", which is not given");
        }
        Matcher part = PART.matcher(name).region(first.end(), name.length());
        while (part.find()) {
            value = part.group(1) != null
                    ? Access.attribute(value, part.group(1))
                    : Access.item(
                            value,
                            part.group(2).matches("\\d{1,9}") ? (Object) Long.valueOf(part.group(2)) : part.group(2));
        }
        return value;
    }

    private static String formatted(Object value, String spec) {
        if (spec.isEmpty()) {
            return Python.str(value);
        }
        Matcher parts = SPEC.matcher(spec);
        if (!parts.matches()) {
            throw new TemplateException("the format \"" + spec + "\" is not supported");
        }
        boolean number = Numbers.isNumber(value)
                && !(value instanceof Boolean && parts.group(8).isEmpty());
        int width = parts.group(5).isEmpty() ? 0 : Math.min(10_000, Integer.parseInt(parts.group(5)));
        String text = number ? number(value, parts) : text(value, parts);
        boolean zeros = !parts.group(4).isEmpty() && parts.group(2) == null;
        if (zeros || "=".equals(parts.group(2))) {
            return NumberFormat.zeroPadded(text, width);
        }
        int missing = Math.max(0, width - text.codePointCount(0, text.length()));
        String fill = parts.group(1) == null ? " " : parts.group(1);
        String side = parts.group(2) == null ? number ? ">" : "<" : parts.group(2);
        int left = side.equals("<") ? 0 : side.equals(">") ? missing : missing / 2;
        return fill.repeat(left) + text + fill.repeat(missing - left);
    }

    private static String number(Object value, Matcher parts) {
        String type = parts.group(8);
        int precision = parts.group(7) == null ? -1 : Math.min(1000, Integer.parseInt(parts.group(7)));
        String plus = parts.group(3).equals("-") ? "" : parts.group(3);
        if (type.isEmpty() && value instanceof Double real && precision < 0) {
            String text = Numbers.text(real);
            return real < 0 ? text : plus + text;
        }
        char as = type.isEmpty() ? value instanceof Double ? 'g' : 'd' : type.charAt(0);
        return new NumberFormat(plus, !parts.group(6).isEmpty(), precision, as).of(value);
    }

    private static String text(Object value, Matcher parts) {
        if (!parts.group(8).isEmpty() && !parts.group(8).equals("s")) {
            throw new TemplateException("the format \"" + parts.group(8) + "\" is not for a " + Python.type(value));
        }
        String text = Python.str(value);
        return parts.group(7) == null || Integer.parseInt(parts.group(7)) >= text.length()
                ? text
                : text.substring(0, Integer.parseInt(parts.group(7)));
    }
}
