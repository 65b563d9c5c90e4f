package org.dpoworkbench.engine.compute;

import java.util.Arrays;

/// Sums of time and arithmetic by operation. Nothing is allocated while it counts.
public final class Meter {
    private final long[] nanos = new long[Operation.values().length];
    private double floatingPointOperations;

    public void reset() {
        Arrays.fill(nanos, 0);
        floatingPointOperations = 0;
    }

    void count(Operation operation, long began) {
        nanos[operation.ordinal()] += System.nanoTime() - began;
    }

    void count(Operation operation, long began, double arithmetic) {
        count(operation, began);
        floatingPointOperations += arithmetic;
    }

    /// Seconds spent on an operation since the last [#reset].
    public double seconds(Operation operation) {
        return nanos[operation.ordinal()] * 1e-9;
    }

    /// Additions and multiplications of matrix products and attention since then.
    public double floatingPointOperations() {
        return floatingPointOperations;
    }
}
