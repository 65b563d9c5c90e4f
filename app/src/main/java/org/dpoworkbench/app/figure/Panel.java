package org.dpoworkbench.app.figure;

/// One pair of axes of a figure.
sealed interface Panel permits CurvePanel, CloudPanel, HistogramPanel {
    String title();

    /// The vertical axis's quantity with its unit.
    String axisLabel();

    /// Whether there is nothing to draw.
    boolean isEmpty();
}
