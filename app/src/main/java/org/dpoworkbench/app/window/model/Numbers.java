package org.dpoworkbench.app.window.model;

import java.util.Locale;

/// Numbers as the window writes them: a point for the decimals, whatever the system's language.
public final class Numbers {
    private Numbers() {}

    /// A setting as its author would write it: `0.1`, `1`, `5e-6`.
    public static String setting(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        return Double.toString(value).replace(".0E", "e").replace('E', 'e');
    }

    /// A measured value to four significant digits.
    public static String measured(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /// A share in [0, 1] as per cent.
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
