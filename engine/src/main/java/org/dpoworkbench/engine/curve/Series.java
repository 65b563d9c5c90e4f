package org.dpoworkbench.engine.curve;

import java.util.Arrays;
import java.util.OptionalDouble;

/// One metric of one run: a value a step, steps ascending and each once.
///
/// A snapshot: the points below `size` never change, though the arrays behind may be shared with later, longer
/// snapshots. An undefined value is absent.
public final class Series {
    public static final Series EMPTY = new Series(new int[0], new double[0], 0);

    private final int[] steps; // (size), ascending
    private final double[] values; // (size), finite
    private final int size;

    /// Takes the arrays as they are; what lies below `size` must not be changed afterwards.
    Series(int[] steps, double[] values, int size) {
        this.steps = steps;
        this.values = values;
        this.size = size;
    }

    /// A series of these points; the arrays are copied.
    ///
    /// @param steps ascending, each once
    public static Series of(int[] steps, double[] values) {
        if (steps.length != values.length) {
            throw new IllegalArgumentException(steps.length + " steps, " + values.length + " values");
        }
        return new Series(steps.clone(), values.clone(), steps.length);
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /// The step of the point at this position.
    public int step(int index) {
        return steps[checked(index)];
    }

    /// The value of the point at this position.
    public double value(int index) {
        return values[checked(index)];
    }

    public int lastStep() {
        return step(size - 1);
    }

    public double lastValue() {
        return value(size - 1);
    }

    /// The value of the last point, absent where there is none.
    public OptionalDouble last() {
        return isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(lastValue());
    }

    /// Position of the last point at or before `step`; −1 where there is none.
    public int indexAtOrBefore(int step) {
        int found = Arrays.binarySearch(steps, 0, size, step);
        return found >= 0 ? found : -found - 2;
    }

    /// The value of exactly this step.
    public OptionalDouble at(int step) {
        int index = Arrays.binarySearch(steps, 0, size, step);
        return index >= 0 ? OptionalDouble.of(values[index]) : OptionalDouble.empty();
    }

    /// The value of the last point at or before `step`.
    public OptionalDouble atOrBefore(int step) {
        int index = indexAtOrBefore(step);
        return index >= 0 ? OptionalDouble.of(values[index]) : OptionalDouble.empty();
    }

    private int checked(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("point " + index + " of " + size);
        }
        return index;
    }
}
