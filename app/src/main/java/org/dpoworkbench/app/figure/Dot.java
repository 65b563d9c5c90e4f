package org.dpoworkbench.app.figure;

/// A point of a curve.
///
/// @param x     where it stands on the horizontal axis, optimiser steps done for most curves
/// @param value the metric there; NaN marks a gap that the line does not cross
/// @param low   lower end of the value's interval, NaN where there is none
/// @param high  upper end of the value's interval, NaN where there is none
record Dot(double x, double value, double low, double high) {

    static Dot at(double x, double value) {
        return new Dot(x, value, Double.NaN, Double.NaN);
    }

    static Dot gapAt(double x) {
        return at(x, Double.NaN);
    }

    boolean isGap() {
        return Double.isNaN(value);
    }

    boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }
}
