package org.dpoworkbench.app.figure;

import java.util.Arrays;
import java.util.List;

/// Equally wide bins, each from its lower end up to but without its upper one.
///
/// @param width > 0
record Bins(double from, double width, int count) {
    private static final int MOST = 40;
    private static final double[] STEPS = {1, 2, 5, 10};

    /// Bins of a width of 1, 2 or 5 times a power of ten, at least 1, that hold all numbers of all sets.
    static Bins over(List<double[]> sets) {
        double min = sets.stream().flatMapToDouble(Arrays::stream).min().orElse(0);
        double max = sets.stream().flatMapToDouble(Arrays::stream).max().orElse(1);
        double width = width(Math.max(1, (max - min) / MOST));
        double from = Math.floor(min / width) * width;
        return new Bins(from, width, (int) Math.floor((max - from) / width) + 1);
    }

    private static double width(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        return Arrays.stream(STEPS)
                .map(step -> step * power)
                .filter(width -> width >= atLeast * (1 - 1e-9))
                .findFirst()
                .orElse(10 * power);
    }

    /// The share of the numbers in each bin.
    double[] shares(double[] numbers) {
        double[] shares = new double[count];
        for (double number : numbers) {
            shares[(int) Math.floor((number - from) / width)] += 1.0 / numbers.length;
        }
        return shares;
    }

    double to() {
        return from + count * width;
    }
}
