package org.dpoworkbench.engine.curve;

import java.util.Arrays;

/// A series that grows. Snapshots share its arrays until a step is taken back or said again.
public final class SeriesBuilder {
    private static final int[] WITHOUT_GAP = {};

    private int first;
    private int[] steps = WITHOUT_GAP;
    private double[] values;
    private int size;
    private boolean shared;

    public SeriesBuilder() {
        this(16);
    }

    /// @param capacity how many points are expected, > 0
    public SeriesBuilder(int capacity) {
        values = new double[capacity];
    }

    /// The value of a step; a later word on the same step wins and takes back the steps after it.
    public void add(int step, double value) {
        truncateAfter(step - 1);
        makeRoom();
        if (size == 0) {
            first = step;
        } else if (withoutGap() && step != first + size) {
            writeSteps();
        }
        if (!withoutGap()) {
            steps[size] = step;
        }
        values[size++] = value;
    }

    /// Takes back the points after `step`.
    public void truncateAfter(int step) {
        if (size == 0 || last() <= step) {
            return;
        }
        size = steps().countTo(step);
        if (shared) { // snapshots keep what they saw
            steps = withoutGap() ? WITHOUT_GAP : steps.clone();
            values = values.clone();
            shared = false;
        }
    }

    public Series snapshot() {
        shared = true;
        return size == 0 ? Series.EMPTY : new Series(steps(), values);
    }

    @SuppressWarnings("ReferenceEquality") // the one array that stands for none
    private boolean withoutGap() {
        return steps == WITHOUT_GAP;
    }

    private int last() {
        return withoutGap() ? first + size - 1 : steps[size - 1];
    }

    private Steps steps() {
        return new Steps(first, steps, size);
    }

    private void makeRoom() {
        if (size < values.length) {
            return;
        }
        values = Arrays.copyOf(values, size * 2);
        if (!withoutGap()) {
            steps = Arrays.copyOf(steps, size * 2);
        }
        shared = false;
    }

    private void writeSteps() {
        steps = new int[values.length];
        Arrays.setAll(steps, i -> first + i);
    }
}
