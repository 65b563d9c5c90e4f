package org.dpoworkbench.engine.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/// The methods of Python's `str`.
final class StringMethods {
    /// What a method does with the text that it is called on.
    private interface Method {
        Object call(String text, Arguments arguments);
    }

    private static final Map<String, Method> ALL = Map.ofEntries(
            Map.entry("upper", plain(s -> s.toUpperCase(Locale.ROOT))),
            Map.entry("lower", plain(s -> s.toLowerCase(Locale.ROOT))),
            Map.entry("casefold", plain(s -> s.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))),
            Map.entry("title", plain(StringMethods::title)),
            Map.entry("capitalize", plain(StringMethods::capitalize)),
            Map.entry("swapcase", plain(StringMethods::swapcase)),
            Map.entry("strip", (s, a) -> strip(s, a, true, true)),
            Map.entry("lstrip", (s, a) -> strip(s, a, true, false)),
            Map.entry("rstrip", (s, a) -> strip(s, a, false, true)),
            Map.entry("startswith", (s, a) -> begins(s, a, true)),
            Map.entry("endswith", (s, a) -> begins(s, a, false)),
            Map.entry("split", (s, a) -> Splitting.split(s, a, false)),
            Map.entry("rsplit", (s, a) -> Splitting.split(s, a, true)),
            Map.entry("splitlines", Splitting::lines),
            Map.entry("partition", (s, a) -> Splitting.partition(s, a, false)),
            Map.entry("rpartition", (s, a) -> Splitting.partition(s, a, true)),
            Map.entry("replace", StringMethods::replace),
            Map.entry("find", (s, a) -> find(s, a, false)),
            Map.entry("rfind", (s, a) -> find(s, a, true)),
            Map.entry("index", (s, a) -> index(s, a, false)),
            Map.entry("rindex", (s, a) -> index(s, a, true)),
            Map.entry("count", StringMethods::count),
            Map.entry("join", StringMethods::join),
            Map.entry("format", (s, a) -> BraceFormat.format(s, a)),
            Map.entry("removeprefix", (s, a) -> {
                String prefix = a.bind("removeprefix", "prefix").text("prefix");
                return s.startsWith(prefix) ? s.substring(prefix.length()) : s;
            }),
            Map.entry("removesuffix", (s, a) -> {
                String suffix = a.bind("removesuffix", "suffix").text("suffix");
                return s.endsWith(suffix) ? s.substring(0, s.length() - suffix.length()) : s;
            }),
            Map.entry("center", (s, a) -> padded(s, a, 0)),
            Map.entry("ljust", (s, a) -> padded(s, a, -1)),
            Map.entry("rjust", (s, a) -> padded(s, a, 1)),
            Map.entry("zfill", StringMethods::zeros),
            Map.entry("expandtabs", StringMethods::tabs),
            Map.entry("isalpha", every(Character::isLetter)),
            Map.entry("isalnum", every(Character::isLetterOrDigit)),
            Map.entry("isdigit", every(Character::isDigit)),
            Map.entry("isdecimal", every(Character::isDigit)),
            Map.entry("isnumeric", every(StringMethods::isNumeric)),
            Map.entry("isspace", every(Strings::isSpace)),
            Map.entry("isupper", plain(s -> cased(s) && s.equals(s.toUpperCase(Locale.ROOT)))),
            Map.entry("islower", plain(s -> cased(s) && s.equals(s.toLowerCase(Locale.ROOT)))),
            Map.entry("istitle", plain(s -> cased(s) && s.equals(title(s)))));

    private StringMethods() {}

    static Optional<Object> of(String text, String name) {
        return Optional.ofNullable(ALL.get(name)).map(method -> (Function) a -> method.call(text, a));
    }

    private static Method plain(java.util.function.Function<String, Object> method) {
        return (text, arguments) -> {
            arguments.bind("the method");
            return method.apply(text);
        };
    }

    private static Method every(IntPredicate test) {
        return plain(text -> !text.isEmpty() && text.codePoints().allMatch(test));
    }

    static boolean cased(String text) {
        return text.codePoints().anyMatch(c -> Character.isUpperCase(c) || Character.isLowerCase(c));
    }

    static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean[] inside = {false};
        text.codePoints().forEach(c -> {
            out.appendCodePoint(inside[0] ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inside[0] = Character.isLetter(c);
        });
        return out.toString();
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.codePointAt(0);
        return Character.toString(Character.toTitleCase(first))
                + text.substring(Character.charCount(first)).toLowerCase(Locale.ROOT);
    }

    private static String swapcase(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .forEach(c -> out.appendCodePoint(
                        Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c)));
        return out.toString();
    }

    private static Object strip(String text, Arguments arguments, boolean left, boolean right) {
        Object characters = arguments.bind("strip", "chars").or("chars", null);
        return Strings.strip(text, characters == null ? null : Python.text("strip", characters), left, right);
    }

    /// The part from the `start`-th to before the `end`-th code point.
    private static String part(String text, Arguments.Bound bound) {
        return bound.has("start") || bound.has("end")
                ? (String) Access.slice(text, bound.or("start", null), bound.or("end", null), null)
                : text;
    }

    private static Object begins(String text, Arguments arguments, boolean atStart) {
        var bound = arguments.bind(atStart ? "startswith" : "endswith", "prefix", "start", "end");
        Object wanted = bound.need("prefix");
        String part = part(text, bound);
        List<?> any = wanted instanceof Tuple tuple ? tuple : List.of(bound.text("prefix"));
        return any.stream()
                .map(each -> Python.text(bound.what(), each))
                .anyMatch(each -> atStart ? part.startsWith(each) : part.endsWith(each));
    }

    static String replace(String text, Arguments arguments) {
        var bound = arguments.bind("replace", "old", "new", "count");
        Object count = bound.or("count", null);
        return replaced(text, bound.text("old"), bound.text("new"), count == null ? -1 : Numbers.index(count));
    }

    /// @param count below 0: all
    static String replaced(String text, String old, String with, int count) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        int done = 0;
        while (count < 0 || done < count) {
            int found = old.isEmpty() ? at : text.indexOf(old, at);
            if (found < 0 || found > text.length()) {
                break;
            }
            out.append(text, at, found).append(with);
            done++;
            if (!old.isEmpty()) {
                at = found + old.length();
            } else if (at < text.length()) {
                int next = text.offsetByCodePoints(at, 1);
                out.append(text, at, next);
                at = next;
            } else {
                return out.toString();
            }
            if (out.length() > Budget.MOST_CHARACTERS) {
                throw new TemplateException("a text becomes too long");
            }
        }
        return out.append(text.substring(at)).toString();
    }

    private static Object find(String text, Arguments arguments, boolean last) {
        var bound = arguments.bind("find", "sub", "start", "end");
        String part = part(text, bound);
        int found = last ? part.lastIndexOf(bound.text("sub")) : part.indexOf(bound.text("sub"));
        int start = bound.has("start") && bound.values().get("start") != null ? bound.whole("start", 0) : 0;
        int length = text.codePointCount(0, text.length());
        int offset = Math.clamp(start < 0 ? (long) start + length : start, 0, length);
        return found < 0 ? -1L : (long) part.codePointCount(0, found) + offset;
    }

    private static Object index(String text, Arguments arguments, boolean last) {
        Object found = find(text, arguments, last);
        if (found.equals(-1L)) {
            throw new TemplateException("substring not found");
        }
        return found;
    }

    private static Object count(String text, Arguments arguments) {
        var bound = arguments.bind("count", "sub", "start", "end");
        String part = part(text, bound);
        String sub = bound.text("sub");
        if (sub.isEmpty()) {
            return part.codePointCount(0, part.length()) + 1L;
        }
        long count = 0;
        for (int at = part.indexOf(sub); at >= 0; at = part.indexOf(sub, at + sub.length())) {
            count++;
        }
        return count;
    }

    private static Object join(String text, Arguments arguments) {
        List<String> parts = new ArrayList<>();
        for (Object part : Python.list(arguments.bind("join", "iterable").need("iterable"))) {
            if (!(part instanceof String piece)) {
                throw new TemplateException(
                        "sequence item %d: expected str instance, %s found".formatted(parts.size(), Python.type(part)));
            }
            parts.add(piece);
        }
        return String.join(text, parts);
    }

    /// @param side below 0: the text at the left, above: at the right, 0: in the middle
    private static Object padded(String text, Arguments arguments, int side) {
        var bound = arguments.bind("center", "width", "fillchar");
        int missing = bound.whole("width", 0) - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        // As Python has it, the odd one goes to the left where the width is odd.
        int left = side < 0 ? 0 : side > 0 ? missing : missing / 2 + (missing & bound.whole("width", 0) & 1);
        String fill = bound.text("fillchar", " ");
        return Strings.repeat(fill, left) + text + Strings.repeat(fill, missing - left);
    }

    private static Object zeros(String text, Arguments arguments) {
        int missing = arguments.bind("zfill", "width").whole("width", 0) - text.codePointCount(0, text.length());
        boolean signed = text.startsWith("-") || text.startsWith("+");
        return missing <= 0
                ? text
                : text.substring(0, signed ? 1 : 0) + Strings.repeat("0", missing) + text.substring(signed ? 1 : 0);
    }

    private static Object tabs(String text, Arguments arguments) {
        int size = arguments.bind("expandtabs", "tabsize").whole("tabsize", 8);
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (int c : text.codePoints().toArray()) {
            if (c == '\t' && size > 0) {
                int blanks = size - column % size;
                out.append(" ".repeat(blanks));
                column += blanks;
            } else if (c != '\t') {
                out.appendCodePoint(c);
                column = c == '\n' || c == '\r' ? 0 : column + 1;
            }
        }
        return out.toString();
    }

    @SuppressWarnings("CharacterGetNumericValue") // fractions and numerals of every script are meant
    private static boolean isNumeric(int c) {
        return Character.getNumericValue(c) >= 0 && !Character.isLetter(c);
    }
}
