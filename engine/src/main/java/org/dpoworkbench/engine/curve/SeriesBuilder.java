package org.dpoworkbench.engine.curve;

import java.util.Arrays;

/// A series that grows. Snapshots share its arrays until a step is taken back or said again.
public final class SeriesBuilder {
    private int[] steps;
    private double[] values;
    private int size;
    private boolean shared;

    public SeriesBuilder() {
        this(16);
    }

    /// @param capacity how many points are expected, > 0
    public SeriesBuilder(int capacity) {
        steps = new int[capacity];
        values = new double[capacity];
    }

    /// The value of a step; a later word on the same step wins and takes back the steps after it.
    public void add(int step, double value) {
        if (size > 0 && step <= steps[size - 1]) {
            truncateAfter(step - 1);
        }
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, size * 2);
            values = Arrays.copyOf(values, size * 2);
            shared = false;
        }
        steps[size] = step;
        values[size++] = value;
    }

    /// Takes back the points after `step`.
    public void truncateAfter(int step) {
        int found = Arrays.binarySearch(steps, 0, size, step);
        int kept = found >= 0 ? found + 1 : -found - 1;
        if (kept == size) {
            return;
        }
        size = kept;
        if (shared) { // snapshots keep what they saw
            steps = steps.clone();
            values = values.clone();
            shared = false;
        }
    }

    public Series snapshot() {
        shared = true;
        return size == 0 ? Series.EMPTY : new Series(steps, values, size);
    }
}
