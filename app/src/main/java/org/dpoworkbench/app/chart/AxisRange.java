package org.dpoworkbench.app.chart;

import java.util.ArrayList;
import java.util.List;

/// What an axis shows, and where its ticks stand.
///
/// @param low  < high
/// @param step between ticks, > 0
public record AxisRange(double low, double high, double step) {
    private static final double AIR = 0.04;

    /// Room for all from `low` to `high`, with 0 and a little air, and about so many ticks at round numbers.
    public static AxisRange holding(double low, double high, int ticks) {
        double from = Math.min(0, low);
        double to = Math.max(0, high);
        if (to - from < 1e-9) {
            from = -1;
            to = 1;
        }
        double air = AIR * (to - from);
        from -= air;
        to += air;
        return new AxisRange(from, to, roundStep((to - from) / Math.max(1, ticks)));
    }

    /// The smallest of 1, 2, 5 times a power of ten that is at least `wanted`.
    static double roundStep(double wanted) {
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= wanted * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    public double span() {
        return high - low;
    }

    /// Where the value lies between `low` (0) and `high` (1).
    public double share(double value) {
        return (value - low) / span();
    }

    /// The value at this share of the way from `low` to `high`.
    public double value(double share) {
        return low + share * span();
    }

    /// The ticks, ascending.
    public List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        long last = (long) Math.floor(high / step + 1e-9);
        for (long k = (long) Math.ceil(low / step - 1e-9); k <= last; k++) {
            ticks.add(k * step);
        }
        return ticks;
    }
}
