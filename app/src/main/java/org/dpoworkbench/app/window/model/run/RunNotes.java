package org.dpoworkbench.app.window.model.run;

import java.util.Map;
import java.util.Optional;

/// What the window remembers of a project's runs.
///
/// @param baseline id of the run that others are held against
/// @param runs     by run id
record RunNotes(Optional<String> baseline, Map<String, RunNote> runs) {
    static final RunNotes NONE = new RunNotes(Optional.empty(), Map.of());

    RunNotes {
        runs = Map.copyOf(runs);
    }

    RunNote of(String run) {
        return runs.getOrDefault(run, RunNote.NONE);
    }
}
