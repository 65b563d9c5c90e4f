package org.dpoworkbench.engine.curve;

import java.util.OptionalDouble;

/// One metric of one run: a value a step, steps ascending and each once.
///
/// A snapshot: the points below `size` never change, though the arrays behind may be shared with later, longer
/// snapshots. An undefined value is absent.
public final class Series {
    public static final Series EMPTY = new Series(new Steps(0, new int[0], 0), new double[0]);

    private final Steps steps;
    private final double[] values; // (size), finite

    /// Takes the arrays as they are; what lies below `steps.size()` must not be changed afterwards.
    Series(Steps steps, double[] values) {
        this.steps = steps;
        this.values = values;
    }

    /// A series of these points; the arrays are copied.
    ///
    /// @param steps ascending, each once
    public static Series of(int[] steps, double[] values) {
        if (steps.length != values.length) {
            throw new IllegalArgumentException(steps.length + " steps, " + values.length + " values");
        }
        return new Series(new Steps(0, steps.clone(), steps.length), values.clone());
    }

    public int size() {
        return steps.size();
    }

    public boolean isEmpty() {
        return steps.size() == 0;
    }

    /// The step of the point at this position.
    public int step(int index) {
        return steps.at(checked(index));
    }

    /// The value of the point at this position.
    public double value(int index) {
        return values[checked(index)];
    }

    public int lastStep() {
        return step(size() - 1);
    }

    public double lastValue() {
        return value(size() - 1);
    }

    /// The value of the last point, absent where there is none.
    public OptionalDouble last() {
        return isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(lastValue());
    }

    /// Position of the last point at or before `step`; −1 where there is none.
    public int indexAtOrBefore(int step) {
        return steps.countTo(step) - 1;
    }

    /// The value of exactly this step.
    public OptionalDouble at(int step) {
        int index = indexAtOrBefore(step);
        return index >= 0 && steps.at(index) == step ? OptionalDouble.of(values[index]) : OptionalDouble.empty();
    }

    /// The value of the last point at or before `step`.
    public OptionalDouble atOrBefore(int step) {
        int index = indexAtOrBefore(step);
        return index >= 0 ? OptionalDouble.of(values[index]) : OptionalDouble.empty();
    }

    private int checked(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("point " + index + " of " + size());
        }
        return index;
    }
}
