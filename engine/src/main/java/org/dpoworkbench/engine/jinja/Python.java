package org.dpoworkbench.engine.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What Python's values are as texts, truths and sequences, and how they compare.
final class Python {
    private Python() {}

    static String type(Object value) {
        return switch (value) {
            case null -> "NoneType";
            case Boolean _ -> "bool";
            case Long _, BigInteger _ -> "int";
            case Double _ -> "float";
            case String _ -> "str";
            case Tuple _ -> "tuple";
            case Range _ -> "range";
            case List<?> _ -> "list";
            case Map<?, ?> _ -> "dict";
            case DictView view -> view.kind();
            case Undefined _ -> "Undefined";
            case Generator _ -> "generator";
            case Namespace _ -> "Namespace";
            default -> "function";
        };
    }

    static boolean truth(Object value) {
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case DictView view -> !view.items().isEmpty();
            case Undefined _ -> false;
            default -> true;
        };
    }

    /// `str(value)`.
    static String str(Object value) {
        return switch (value) {
            case String text -> text;
            case Undefined _ -> "";
            case null, default -> repr(value);
        };
    }

    /// `repr(value)`.
    static String repr(Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean truth -> truth ? "True" : "False";
            case Long number -> Long.toString(number);
            case BigInteger number -> number.toString();
            case Double number -> Numbers.text(number);
            case String text -> Strings.repr(text);
            case Undefined _ -> "Undefined";
            case Tuple tuple -> tuple.size() == 1 ? "(" + repr(tuple.getFirst()) + ",)" : listed(tuple, "(", ")");
            case Range range ->
                range.step == 1
                        ? "range(%d, %d)".formatted(range.start, range.stop)
                        : "range(%d, %d, %d)".formatted(range.start, range.stop, range.step);
            case List<?> list -> listed(list, "[", "]");
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case DictView view -> view.kind() + "(" + listed(view.items(), "[", "]") + ")";
            case Loop loop -> loop.text();
            default ->
                throw new TemplateException("it writes a " + type(value) + " itself rather than what it gives; are its"
                        + " brackets or \"| list\" missing?");
        };
    }

    private static String listed(List<?> items, String open, String close) {
        return items.stream().map(Python::repr).collect(Collectors.joining(", ", open, close));
    }

    /// A text that a function needs as such.
    static String text(String what, Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        throw new TemplateException(what + " needs a text, not a " + type(value));
    }

    static boolean isIterable(Object value) {
        return value instanceof Iterable<?>
                || value instanceof Map<?, ?>
                || value instanceof String
                || value instanceof Undefined;
    }

    static Iterator<Object> iterator(Object value) {
        return switch (value) {
            case String text ->
                text.codePoints().mapToObj(c -> (Object) Character.toString(c)).iterator();
            case Map<?, ?> map -> new ArrayList<Object>(map.keySet()).iterator();
            case Undefined _ -> List.<Object>of().iterator();
            case Iterable<?> items -> {
                @SuppressWarnings("unchecked") // values of templates are objects of any kind
                Iterator<Object> iterator = (Iterator<Object>) items.iterator();
                yield iterator;
            }
            case null, default -> throw new TemplateException("'" + type(value) + "' object is not iterable");
        };
    }

    static List<Object> list(Object value) {
        List<Object> items = new ArrayList<>();
        iterator(value).forEachRemaining(items::add);
        return items;
    }

    static int length(Object value) {
        return switch (value) {
            case String text -> text.codePointCount(0, text.length());
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case DictView view -> view.items().size();
            case Undefined _ -> 0;
            case null, default -> throw new TemplateException("object of type '" + type(value) + "' has no len()");
        };
    }

    static boolean equal(Object a, Object b) {
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return Numbers.compare(a, b) == 0;
        }
        return switch (a) {
            case null -> b == null;
            case String text -> text.equals(b);
            case List<?> list -> b instanceof List<?> other && type(a).equals(type(b)) && equalItems(list, other);
            case Map<?, ?> map -> b instanceof Map<?, ?> other && equalEntries(map, other);
            case Undefined _ -> b instanceof Undefined;
            default -> a.equals(b);
        };
    }

    private static boolean equalItems(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!equal(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalEntries(Map<?, ?> a, Map<?, ?> b) {
        return a.size() == b.size()
                && a.entrySet().stream()
                        .allMatch(e -> b.containsKey(e.getKey()) && equal(e.getValue(), b.get(e.getKey())));
    }

    /// Below, at or above 0 as `a` is less, equal or greater.
    static int compare(Object a, Object b) {
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return Numbers.compare(a, b);
        }
        if (a instanceof String x && b instanceof String y) {
            return Strings.compare(x, y);
        }
        if (a instanceof List<?> x && b instanceof List<?> y && type(a).equals(type(b))) {
            for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
                if (!equal(x.get(i), y.get(i))) {
                    return compare(x.get(i), y.get(i));
                }
            }
            return Integer.compare(x.size(), y.size());
        }
        if (a instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (b instanceof Undefined undefined) {
            throw undefined.error();
        }
        throw new TemplateException("'<' not supported between instances of '" + type(a) + "' and '" + type(b) + "'");
    }

    /// `item in container`.
    static boolean contains(Object container, Object item) {
        return switch (container) {
            case String text -> {
                if (!(item instanceof String part)) {
                    throw new TemplateException("'in <string>' requires string as left operand, not " + type(item));
                }
                yield text.contains(part);
            }
            case Map<?, ?> map -> map.containsKey(item);
            case null -> throw new TemplateException("argument of type 'NoneType' is not iterable");
            default -> {
                if (!isIterable(container)) {
                    throw new TemplateException("argument of type '" + type(container) + "' is not iterable");
                }
                Iterator<Object> items = iterator(container);
                boolean found = false;
                while (!found && items.hasNext()) {
                    found = equal(items.next(), item);
                }
                yield found;
            }
        };
    }
}
