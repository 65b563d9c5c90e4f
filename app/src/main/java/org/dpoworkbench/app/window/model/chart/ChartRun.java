package org.dpoworkbench.app.window.model.chart;

import java.util.Optional;
import org.dpoworkbench.app.present.Badge;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.app.present.Theory;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.curve.RunCurves;

/// A run as charts see it at one moment.
///
/// @param label  different from the other runs' labels
/// @param config absent where the run has none that can be read
public record ChartRun(String id, String label, RunLook look, Optional<RunConfig> config, RunCurves curves) {

    /// Whether before the first step policy and reference are the same, so that every pair is a tie.
    public boolean startsFromReference() {
        return config.map(c -> c.startsFromReference()).orElse(false);
    }

    /// Runs with the same name minimise the same thing in the same unit. A run that does not say what it minimises
    /// stands alone.
    public String lossName() {
        return config.map(Badge::lossName).orElse(label);
    }

    public String lossUnit() {
        return config.map(Theory::lossUnit).orElse("");
    }
}
