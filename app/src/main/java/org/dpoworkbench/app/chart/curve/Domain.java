package org.dpoworkbench.app.chart.curve;

/// What the horizontal axis counts.
public enum Domain {
    /// Optimiser steps.
    STEP,
    /// Passes over the training pairs.
    EPOCH,
    /// Seconds since the run began.
    TIME
}
