package org.dpoworkbench.engine.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import org.dpoworkbench.engine.jinja.FilterLibrary.Filter;

/// Filters that give numbers or take some.
final class NumberFilters {
    static final Map<String, Filter> ALL = Map.of(
            "int", NumberFilters::whole,
            "float", NumberFilters::real,
            "round", NumberFilters::rounded,
            "abs",
                    (v, a) -> {
                        a.bind("abs");
                        return Python.compare(v, 0L) < 0 ? Operators.signed('-', v) : Operators.signed('+', v);
                    },
            "filesizeformat", NumberFilters::fileSize);

    private NumberFilters() {}

    private static Object whole(Object value, Arguments arguments) {
        var bound = arguments.bind("int", "default", "base");
        Object byDefault = bound.or("default", 0L);
        int base = bound.whole("base", 10);
        try {
            return switch (value) {
                case Boolean truth -> truth ? 1L : 0L;
                case Double number -> Numbers.fitted(new BigDecimal(number).toBigInteger());
                case Number number -> number;
                case String text -> parsed(Strings.strip(text, null, true, true), base);
                case null, default -> byDefault;
            };
        } catch (NumberFormatException e) {
            return byDefault;
        }
    }

    private static Object parsed(String text, int base) {
        String digits =
                text.replaceAll("(?<=[\\p{Alnum}])_(?=[\\p{Alnum}])", "").toLowerCase(Locale.ROOT);
        String sign = digits.startsWith("-") ? "-" : "";
        String bare = digits.replaceFirst("^[-+]", "");
        try {
            int radix = base;
            if (bare.startsWith("0x") && (base == 16 || base == 0)) {
                radix = 16;
                bare = bare.substring(2);
            } else if (bare.startsWith("0o") && (base == 8 || base == 0)) {
                radix = 8;
                bare = bare.substring(2);
            } else if (bare.startsWith("0b") && (base == 2 || base == 0)) {
                radix = 2;
                bare = bare.substring(2);
            }
            return Numbers.fitted(new BigInteger(sign + bare, radix == 0 ? 10 : radix));
        } catch (NumberFormatException e) {
            double number = Double.parseDouble(text);
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                throw e;
            }
            return Numbers.fitted(new BigDecimal(number).toBigInteger());
        }
    }

    private static Object real(Object value, Arguments arguments) {
        Object byDefault = arguments.bind("float", "default").or("default", 0.0);
        try {
            return switch (value) {
                case String text -> Double.valueOf(Strings.strip(text, null, true, true));
                case null -> byDefault;
                default -> Numbers.isNumber(value) ? Numbers.real(value) : byDefault;
            };
        } catch (NumberFormatException e) {
            return byDefault;
        }
    }

    private static Object rounded(Object value, Arguments arguments) {
        var bound = arguments.bind("round", "precision", "method");
        int precision = Math.clamp(bound.whole("precision", 0), -300, 300);
        String method = bound.text("method", "common");
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (!Numbers.isNumber(value)) {
            throw new TemplateException("type " + Python.type(value) + " doesn't define __round__ method");
        }
        if (method.equals("common")) {
            BigDecimal exact =
                    Numbers.isWhole(value) ? new BigDecimal(Numbers.big(value)) : new BigDecimal(Numbers.real(value));
            BigDecimal near = exact.setScale(precision, RoundingMode.HALF_EVEN);
            return Numbers.isWhole(value) ? Numbers.fitted(near.toBigInteger()) : (Object) near.doubleValue();
        }
        double scale = Math.pow(10, precision);
        double scaled = Numbers.real(value) * scale;
        return switch (method) {
            case "ceil" -> Math.ceil(scaled) / scale;
            case "floor" -> Math.floor(scaled) / scale;
            default -> throw new TemplateException("method must be common, ceil or floor");
        };
    }

    private static Object fileSize(Object value, Arguments arguments) {
        boolean binary = arguments.bind("filesizeformat", "binary").flag("binary", false);
        double bytes = Numbers.real(Operators.signed('+', value));
        int base = binary ? 1024 : 1000;
        if (bytes == 1) {
            return "1 Byte";
        }
        if (bytes < base) {
            return (long) bytes + " Bytes";
        }
        String[] prefixes = binary
                ? new String[] {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"}
                : new String[] {"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
        double unit = base;
        int at = 0;
        while (at < prefixes.length - 1 && bytes >= unit * base) {
            unit *= base;
            at++;
        }
        return new NumberFormat("", false, 1, 'f').of(bytes / unit) + " " + prefixes[at];
    }
}
