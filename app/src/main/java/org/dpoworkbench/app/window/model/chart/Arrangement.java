package org.dpoworkbench.app.window.model.chart;

/// How several runs stand together.
public enum Arrangement {
    /// All runs in one chart a topic.
    OVERLAY,
    /// A column of charts for each run.
    COLUMNS,
    /// What each run has more than the baseline.
    DIFFERENCE
}
