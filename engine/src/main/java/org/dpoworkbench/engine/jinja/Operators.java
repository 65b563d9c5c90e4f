package org.dpoworkbench.engine.jinja;

import java.util.ArrayList;
import java.util.List;

/// What `+ - * / // % **` and comparisons do with values of different kinds.
final class Operators {
    private Operators() {}

    static Object signed(char sign, Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (!Numbers.isNumber(value)) {
            throw new TemplateException("bad operand type for unary " + sign + ": '" + Python.type(value) + "'");
        }
        return sign == '-'
                ? value instanceof Double real
                        ? (Object) (-real)
                        : Numbers.fitted(Numbers.big(value).negate())
                : value instanceof Double ? value : Numbers.fitted(Numbers.big(value));
    }

    static Object apply(String operator, Object left, Object right) {
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.apply(operator, left, right);
        }
        if (left instanceof String format && operator.equals("%")) {
            return PercentFormat.format(format, right);
        }
        if (left instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (operator.equals("+") && left instanceof String a && right instanceof String b) {
            if ((long) a.length() + b.length() > Budget.MOST_CHARACTERS) {
                throw new TemplateException("a text becomes too long");
            }
            return a + b;
        }
        if (operator.equals("+")
                && left instanceof List<?> a
                && right instanceof List<?> b
                && Python.type(left).equals(Python.type(right))) {
            List<Object> both = new ArrayList<>(a);
            both.addAll(b);
            return left instanceof Tuple ? new Tuple(both) : both;
        }
        if (operator.equals("*") && Numbers.isWhole(right)) {
            return repeated(left, Numbers.index(right));
        }
        if (operator.equals("*") && Numbers.isWhole(left)) {
            return repeated(right, Numbers.index(left));
        }
        if (operator.equals("+") && left instanceof String) {
            throw new TemplateException("can only concatenate str (not \"" + Python.type(right) + "\") to str");
        }
        throw new TemplateException("unsupported operand type(s) for %s: '%s' and '%s'"
                .formatted(operator, Python.type(left), Python.type(right)));
    }

    private static Object repeated(Object value, int times) {
        return switch (value) {
            case String text -> Strings.repeat(text, times);
            case List<?> list -> {
                if ((long) list.size() * Math.max(0, times) > 1_000_000) {
                    throw new TemplateException("a list becomes too long");
                }
                List<Object> all = new ArrayList<>();
                for (int i = 0; i < times; i++) {
                    all.addAll(list);
                }
                yield value instanceof Tuple ? new Tuple(all) : all;
            }
            case null, default ->
                throw new TemplateException(
                        "unsupported operand type(s) for *: '" + Python.type(value) + "' and 'int'");
        };
    }

    static boolean compare(String operator, Object left, Object right) {
        return switch (operator) {
            case "==" -> Python.equal(left, right);
            case "!=" -> !Python.equal(left, right);
            case "in" -> Python.contains(right, left);
            case "not in" -> !Python.contains(right, left);
            case "<" -> Python.compare(left, right) < 0;
            case "<=" -> Python.compare(left, right) <= 0;
            case ">" -> Python.compare(left, right) > 0;
            default -> Python.compare(left, right) >= 0;
        };
    }
}
