package org.dpoworkbench.app.window.model.run;

import java.util.Optional;
import java.util.function.Consumer;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

/// Tells the window about the project's runs. All methods may read files and are called from background
/// threads.
public interface RunSource {

    /// Where the run truly stands: its journal's last words, held against its worker's lease. Cheap however
    /// long the journal is.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where the journal cannot be read
    Standing standing(RunFolder run);

    /// The run's key figures. Cheap however long the journal is: where they have to be gathered first,
    /// those so far.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where the journal cannot be read
    KeyFigures figures(RunFolder run);

    /// Begins to follow what the run records.
    Feed follow(RunFolder run);

    /// Takes in what was told since the last call, so that the other questions are answered quickly; may
    /// take long.
    void catchUp();

    /// One run's curves as they grow. Asked by one thread at a time.
    interface Feed {

        /// Reads what is new.
        ///
        /// @param meanwhile hears of the curves as far as they are read, a few times a second, where that
        ///                  takes long
        /// @return the curves; empty where nothing is new since the last call
        /// @throws org.dpoworkbench.engine.problem.UserError where the journal cannot be read
        Optional<RunCurves> advance(Consumer<RunCurves> meanwhile);
    }

    /// Where a run stands.
    ///
    /// @param step    last optimiser step taken, 0 before the first
    /// @param failure why a failed run failed, or what is known of a crash
    record Standing(RunState state, int step, Optional<String> failure) {}
}
