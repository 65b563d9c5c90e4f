package org.dpoworkbench.app.figure;

import java.util.List;
import org.dpoworkbench.engine.metric.Metric;

/// One metric of one run over the steps, every point of it.
///
/// @param run    position of the run in the figure's list, which decides colour, dash and marker
/// @param source where the values were taken
record Curve(int run, Metric metric, Source source, List<Dot> dots) {
    Curve {
        dots = List.copyOf(dots);
    }

    /// Where a curve's values come from, and so how it is drawn.
    enum Source {
        /// Every optimiser step: a faint line, with its smoothed form.
        TRAINING,
        /// The held-out pairs: markers, with intervals where they are known.
        HELD_OUT,
        /// The policy's samples: markers, joined.
        SAMPLES,
        /// The reference's samples: hollow markers.
        REFERENCE_SAMPLES
    }

    boolean isEmpty() {
        return dots.stream().allMatch(Dot::isGap);
    }
}
