package org.dpoworkbench.app.present;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Numbers as people read them, the same in every locale: a decimal point, a true minus sign.
public final class Numbers {
    private static final double PLAIN_FROM = 1e-3;
    private static final double PLAIN_BELOW = 1e7;

    private Numbers() {}

    /// A setting, shortest form that is exact: `0.1`, `1e-6`, `150`.
    public static String plain(double value) {
        return signed(shortest(BigDecimal.valueOf(value), value));
    }

    /// A result rounded to so many significant digits, zeros among them: `0.6931`, `−12.35`, `24.50`, `1.2e-6`.
    public static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        double magnitude = Math.abs(value);
        if (magnitude >= PLAIN_FROM && magnitude < PLAIN_BELOW && rounded.scale() >= 0) {
            int zeros = Math.max(0, digits - rounded.precision());
            return signed(rounded.setScale(rounded.scale() + zeros).toPlainString());
        }
        return signed(shortest(rounded, value));
    }

    /// As [#significant], without zeros at the end: `25`, `0.6931`.
    public static String rounded(double value, int digits) {
        return plain(new BigDecimal(value).round(new MathContext(digits)).doubleValue());
    }

    /// A value with so many digits after the point.
    public static String fixed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return signed(Double.parseDouble(text) == 0 && text.startsWith("-") ? text.substring(1) : text);
    }

    /// A share in [0, 1] as per cent with one decimal: `62.5 %`.
    public static String percent(double share) {
        return fixed(100 * share, 1) + " %";
    }

    private static String shortest(BigDecimal exact, double value) {
        double magnitude = Math.abs(value);
        BigDecimal stripped = exact.stripTrailingZeros();
        if (magnitude == 0) {
            return "0";
        }
        if (magnitude >= PLAIN_FROM && magnitude < PLAIN_BELOW) {
            return stripped.toPlainString();
        }
        int exponent = stripped.precision() - stripped.scale() - 1;
        return stripped.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }

    private static String signed(String text) {
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }
}
