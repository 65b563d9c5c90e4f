package org.dpoworkbench.app.window.model.run;

import java.util.Optional;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

/// Tells the window about one run. Both methods may read files and are called from background threads, one at a time.
public interface RunSource {

    /// Where the run truly stands: its journal's last words, held against its worker's lease.
    Standing standing(RunFolder run);

    /// All that the run has recorded so far; cheap where little is new since the last question.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where the journal cannot be read
    RunCurves curves(RunFolder run);

    /// Where a run stands.
    ///
    /// @param failure why a failed run failed, or what is known of a crash
    record Standing(RunState state, Optional<String> failure) {}
}
