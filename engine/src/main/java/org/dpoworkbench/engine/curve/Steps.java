package org.dpoworkbench.engine.curve;

import java.util.Arrays;

/// Ascending steps, each once. Those that follow one another without a gap, as a run's own do, take no
/// memory.
///
/// @param first   the first step
/// @param written each step, below `size`; empty: `first`, `first` + 1, …
@SuppressWarnings("ArrayRecordComponent") // a builder's own; it copies before it takes back what a snapshot saw
record Steps(int first, int[] written, int size) {
    int at(int index) {
        return written.length == 0 ? first + index : written[index];
    }

    /// How many steps are at or before `step`.
    int countTo(int step) {
        if (written.length == 0) {
            return Math.clamp((long) step - first + 1, 0, size);
        }
        int found = Arrays.binarySearch(written, 0, size, step);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
