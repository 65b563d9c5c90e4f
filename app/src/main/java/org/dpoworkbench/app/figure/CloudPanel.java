package org.dpoworkbench.app.figure;

import org.dpoworkbench.app.figure.PairPoints.Pairs;

/// Held-out pairs of one run as dots at (log-ratio of rejected, log-ratio of chosen). On the diagonal the margin is 0;
/// where both fell lies a shaded quadrant. All such panels of a figure have the same axes.
///
/// @param run  position of the run in the figure's list
/// @param step of the evaluation
record CloudPanel(String title, int run, int step, Pairs pairs) implements Panel {
    @Override
    public String axisLabel() {
        return "Δ chosen (nats)";
    }

    @Override
    public boolean isEmpty() {
        return pairs.size() == 0;
    }
}
