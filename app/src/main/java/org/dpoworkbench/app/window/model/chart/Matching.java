package org.dpoworkbench.app.window.model.chart;

/// Which places of several runs belong together.
public enum Matching {
    /// The same step of every run.
    STEP,
    /// Where the runs have moved equally far from their reference, in log-ratios.
    LOG_RATIO,
    /// Where their sampled KL to the reference is equal.
    KL
}
