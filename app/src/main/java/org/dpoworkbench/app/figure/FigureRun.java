package org.dpoworkbench.app.figure;

import java.util.Optional;
import org.dpoworkbench.app.present.Badge;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.journal.RunHistory;

/// A run as figures and reports see it.
///
/// @param id       the run folder's name
/// @param label    what curves of this run are called, short and different from the other runs' labels
/// @param dataHash SHA-256 of the preference data in hexadecimal, where it is known
public record FigureRun(String id, String label, RunConfig config, RunHistory history, Optional<String> dataHash) {

    /// A run that is called after its loss.
    public static FigureRun of(String id, RunConfig config, RunHistory history, Optional<String> dataHash) {
        return new FigureRun(id, Badge.of(config), config, history, dataHash);
    }

    FigureRun withLabel(String other) {
        return new FigureRun(id, other, config, history, dataHash);
    }
}
