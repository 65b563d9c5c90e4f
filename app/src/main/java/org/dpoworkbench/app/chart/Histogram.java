package org.dpoworkbench.app.chart;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// Counts of values in bins of equal width over a range; values outside are in the first and last bin.
///
/// @param counts by bin
@SuppressWarnings("ArrayRecordComponent") // handed over once, nobody writes to them
public record Histogram(AxisRange range, int[] counts) {

    /// @param value of each of `n`; what is not finite is not counted
    public static Histogram of(AxisRange range, int bins, int n, IntToDoubleFunction value) {
        int[] counts = new int[bins];
        for (int i = 0; i < n; i++) {
            double v = value.applyAsDouble(i);
            if (Double.isFinite(v)) {
                counts[(int) Math.clamp(Math.floor(range.share(v) * bins), 0, bins - 1)]++;
            }
        }
        return new Histogram(range, counts);
    }

    public int highest() {
        return Arrays.stream(counts).max().orElse(0);
    }
}
