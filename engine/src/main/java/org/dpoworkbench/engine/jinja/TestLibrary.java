package org.dpoworkbench.engine.jinja;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// What can be asked of a value after `is`.
final class TestLibrary {
    private interface Asked {
        boolean of(Object value, Arguments arguments);
    }

    private static final Map<String, Asked> ALL = Map.ofEntries(
            plain("defined", v -> !(v instanceof Undefined)),
            plain("undefined", v -> v instanceof Undefined),
            plain("none", v -> v == null),
            plain("boolean", v -> v instanceof Boolean),
            plain("true", Boolean.TRUE::equals),
            plain("false", Boolean.FALSE::equals),
            plain("integer", v -> v instanceof Long || v instanceof BigInteger),
            plain("float", v -> v instanceof Double),
            plain("number", Numbers::isNumber),
            plain("string", v -> v instanceof String),
            plain("mapping", v -> v instanceof Map<?, ?>),
            plain("iterable", Python::isIterable),
            plain(
                    "sequence",
                    v -> v instanceof String
                            || v instanceof List<?>
                            || v instanceof Map<?, ?>
                            || v instanceof Undefined),
            plain("callable", v -> v instanceof Function || v instanceof Undefined),
            plain("escaped", _ -> false),
            plain("odd", v -> Numbers.apply("%", number(v), 2L).equals(1L)),
            plain("even", v -> Numbers.compare(Numbers.apply("%", number(v), 2L), 0L) == 0),
            plain(
                    "lower",
                    v -> StringMethods.cased(Python.str(v))
                            && Python.str(v).equals(Python.str(v).toLowerCase(Locale.ROOT))),
            plain(
                    "upper",
                    v -> StringMethods.cased(Python.str(v))
                            && Python.str(v).equals(Python.str(v).toUpperCase(Locale.ROOT))),
            plain("filter", v -> v instanceof String name && FilterLibrary.has(name)),
            plain("test", v -> v instanceof String name && TestLibrary.has(name)),
            Map.entry(
                    "divisibleby", (v, a) -> Numbers.compare(Numbers.apply("%", number(v), number(other(a))), 0L) == 0),
            Map.entry("sameas", (v, a) -> same(v, other(a))),
            compared("==", "eq"),
            compared("==", "equalto"),
            compared("==", "=="),
            compared("!=", "ne"),
            compared("!=", "!="),
            compared(">", "gt"),
            compared(">", "greaterthan"),
            compared(">", ">"),
            compared(">=", "ge"),
            compared(">=", ">="),
            compared("<", "lt"),
            compared("<", "lessthan"),
            compared("<", "<"),
            compared("<=", "le"),
            compared("<=", "<="),
            compared("in", "in"));

    private TestLibrary() {}

    static boolean has(String name) {
        return ALL.containsKey(name);
    }

    static boolean apply(String name, Object value, Arguments arguments) {
        Asked asked = ALL.get(name);
        if (asked == null) {
            throw new TemplateException("it uses the test \"" + name + "\", which is not supported");
        }
        return asked.of(value, arguments);
    }

    private static Map.Entry<String, Asked> plain(String name, Predicate<Object> test) {
        return Map.entry(name, (value, arguments) -> {
            arguments.bind(name);
            return test.test(value);
        });
    }

    private static Map.Entry<String, Asked> compared(String operator, String name) {
        return Map.entry(name, (value, arguments) -> Operators.compare(operator, value, other(arguments)));
    }

    private static Object other(Arguments arguments) {
        return arguments.bind("the test", "other").need("other");
    }

    private static Object number(Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (!Numbers.isNumber(value)) {
            throw new TemplateException("the test needs a number, not a " + Python.type(value));
        }
        return value;
    }

    /// Python's `is`: equal constants are the same, other values only themselves.
    @SuppressWarnings("ReferenceEquality") // which is what it asks for
    private static boolean same(Object a, Object b) {
        boolean constants = Numbers.isNumber(a) || a instanceof String || a == null;
        return constants ? Python.type(a).equals(Python.type(b)) && Python.equal(a, b) : a == b;
    }
}
