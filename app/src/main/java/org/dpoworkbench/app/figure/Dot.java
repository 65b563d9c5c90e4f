package org.dpoworkbench.app.figure;

/// A point of a curve.
///
/// @param step  optimiser steps done
/// @param value the metric there; NaN marks a gap that the line does not cross
/// @param low   lower end of the value's interval, NaN where there is none
/// @param high  upper end of the value's interval, NaN where there is none
record Dot(int step, double value, double low, double high) {

    static Dot at(int step, double value) {
        return new Dot(step, value, Double.NaN, Double.NaN);
    }

    static Dot gapAt(int step) {
        return at(step, Double.NaN);
    }

    boolean isGap() {
        return Double.isNaN(value);
    }

    boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }
}
