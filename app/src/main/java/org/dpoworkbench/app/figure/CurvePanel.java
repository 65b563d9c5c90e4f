package org.dpoworkbench.app.figure;

import java.util.List;

/// Curves over steps or over another number; all on the panel have the same unit.
///
/// @param across what the horizontal axis counts
record CurvePanel(String title, Across across, String axisLabel, Scale scale, List<Curve> curves, List<Level> levels)
        implements Panel {
    CurvePanel {
        curves = curves.stream().filter(curve -> !curve.isEmpty()).toList();
        levels = List.copyOf(levels);
    }

    /// Curves over optimiser steps.
    CurvePanel(String title, String axisLabel, Scale scale, List<Curve> curves, List<Level> levels) {
        this(title, Across.STEPS, axisLabel, scale, curves, levels);
    }

    /// How the vertical axis runs.
    enum Scale {
        /// From the smallest to the largest value, with the levels that are near.
        LINEAR,
        /// As `LINEAR`; all such panels of a figure run over the same values, so that heights compare.
        LINEAR_SHARED,
        /// Powers of ten, the same over all such panels of a figure.
        LOG_SHARED,
        /// Shares: up to 1, from below a half, the same over all such panels of a figure.
        SHARE
    }

    @Override
    public boolean isEmpty() {
        return curves.isEmpty();
    }
}
