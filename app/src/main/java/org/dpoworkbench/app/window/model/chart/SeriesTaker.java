package org.dpoworkbench.app.window.model.chart;

import java.util.Arrays;
import org.dpoworkbench.engine.curve.Series;

/// Takes points, ascending by step, into a series.
final class SeriesTaker {
    private final int[] steps;
    private final double[] values;
    private int size;

    /// @param most how many points there can be
    SeriesTaker(int most) {
        steps = new int[most];
        values = new double[most];
    }

    void take(int step, double value) {
        steps[size] = step;
        values[size++] = value;
    }

    int size() {
        return size;
    }

    Series series() {
        return Series.of(Arrays.copyOf(steps, size), Arrays.copyOf(values, size));
    }
}
