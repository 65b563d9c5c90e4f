package org.dpoworkbench.app.figure;

import java.util.List;

/// One pair of axes; everything on it has the same unit.
///
/// @param axisLabel the vertical axis's quantity with its unit
record Panel(String title, String axisLabel, Scale scale, List<Curve> curves, List<Level> levels) {
    Panel {
        curves = curves.stream().filter(curve -> !curve.isEmpty()).toList();
        levels = List.copyOf(levels);
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

    boolean isEmpty() {
        return curves.isEmpty();
    }
}
