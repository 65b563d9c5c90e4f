package org.dpoworkbench.app.window.model;

import java.util.Optional;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

/// Tells the window about one run. Both methods may read files and are called from a background thread.
public interface RunSource {

    /// Where the run truly stands: its journal's last words, held against its worker's lease. Asked every second.
    Standing standing(RunFolder run);

    /// All that the journal says. Asked only when the journal has changed.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where the journal cannot be read
    RunHistory history(RunFolder run);

    /// Where a run stands.
    ///
    /// @param failure why a failed run failed, or what is known of a crash
    record Standing(RunState state, Optional<String> failure) {}
}
