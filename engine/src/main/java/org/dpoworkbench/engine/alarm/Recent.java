package org.dpoworkbench.engine.alarm;

import java.util.Arrays;

/// The last values of something, for a step to be held against.
final class Recent {
    private final double[] ring;
    private final double[] sorted;
    private int seen;

    /// @param size values kept
    Recent(int size) {
        ring = new double[size];
        sorted = new double[size];
    }

    void add(double value) {
        ring[seen++ % ring.length] = value;
    }

    boolean isFull() {
        return seen >= ring.length;
    }

    /// Of the values kept; the ring must be full.
    double median() {
        System.arraycopy(ring, 0, sorted, 0, ring.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /// Of the values kept; the ring must be full.
    double mean() {
        double sum = 0;
        for (double value : ring) {
            sum += value;
        }
        return sum / ring.length;
    }
}
