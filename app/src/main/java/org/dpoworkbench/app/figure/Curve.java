package org.dpoworkbench.app.figure;

/// One number of one run along the horizontal axis, every point of it.
///
/// @param run    position of the run in the figure's list, which decides colour, dash and marker
/// @param key    the metric's name in files, on training pairs
/// @param source where the values were taken
record Curve(int run, String key, Source source, Points points) {

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
        for (int i = 0; i < points.size(); i++) {
            if (!points.isGap(i)) {
                return false;
            }
        }
        return true;
    }

    Curve with(Points others) {
        return new Curve(run, key, source, others);
    }
}
