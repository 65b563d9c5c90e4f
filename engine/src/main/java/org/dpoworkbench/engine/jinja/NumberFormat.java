package org.dpoworkbench.engine.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;

/// A number by one of Python's presentation types: `d x X o b f F e E g G %`.
///
/// @param plus      what stands before numbers that are not negative
/// @param grouped   whether thousands are kept apart by commas
/// @param precision below 0: the type's own
record NumberFormat(String plus, boolean grouped, int precision, char type) {

    String of(Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (!Numbers.isNumber(value)) {
            throw new TemplateException("a format needs a number, not " + Python.type(value));
        }
        return switch (type) {
            case 'd', 'i', 'u', 'x', 'X', 'o', 'b' -> whole(value);
            default -> real(Numbers.real(value));
        };
    }

    private String whole(Object value) {
        BigInteger number = value instanceof Double real ? new BigDecimal(real).toBigInteger() : Numbers.big(value);
        int radix = type == 'x' || type == 'X' ? 16 : type == 'o' ? 8 : type == 'b' ? 2 : 10;
        String digits = number.abs().toString(radix);
        return sign(number.signum() < 0) + grouped(type == 'X' ? digits.toUpperCase(Locale.ROOT) : digits);
    }

    private String real(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return sign(value < 0) + (Double.isNaN(value) ? "nan" : "inf");
        }
        int digits = precision < 0 ? 6 : precision;
        BigDecimal exact = new BigDecimal(Math.abs(value));
        String text = switch (type) {
            case 'f', 'F' ->
                grouped(exact.setScale(digits, RoundingMode.HALF_EVEN).toPlainString());
            case '%' ->
                grouped(exact.movePointRight(2)
                                .setScale(digits, RoundingMode.HALF_EVEN)
                                .toPlainString()) + "%";
            case 'e', 'E' -> scientific(exact, digits);
            default -> general(exact, Math.max(1, digits));
        };
        boolean negative = value < 0 || 1 / value < 0;
        return sign(negative) + (type == 'E' || type == 'G' ? text.toUpperCase(Locale.ROOT) : text);
    }

    private static String scientific(BigDecimal exact, int digits) {
        int exponent = 0;
        BigDecimal mantissa = exact;
        if (exact.signum() != 0) {
            BigDecimal rounded = exact.round(new java.math.MathContext(digits + 1, RoundingMode.HALF_EVEN));
            exponent = rounded.precision() - rounded.scale() - 1;
            mantissa = rounded.movePointLeft(exponent);
        }
        return mantissa.setScale(digits, RoundingMode.HALF_EVEN).toPlainString()
                + "e%s%02d".formatted(exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static String general(BigDecimal exact, int digits) {
        if (exact.signum() == 0) {
            return "0";
        }
        BigDecimal rounded = exact.round(new java.math.MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < digits) {
            return rounded.stripTrailingZeros().toPlainString();
        }
        return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString()
                + "e%s%02d".formatted(exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private String sign(boolean negative) {
        return negative ? "-" : plus;
    }

    private String grouped(String digits) {
        if (!grouped) {
            return digits;
        }
        int point = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
        StringBuilder out = new StringBuilder(digits);
        for (int at = point - 3; at > 0; at -= 3) {
            out.insert(at, ',');
        }
        return out.toString();
    }

    static String zeroPadded(String text, int width) {
        boolean signed = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ");
        return text.substring(0, signed ? 1 : 0)
                + "0".repeat(Math.max(0, width - text.length()))
                + text.substring(signed ? 1 : 0);
    }
}
