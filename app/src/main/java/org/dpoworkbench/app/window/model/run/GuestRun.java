package org.dpoworkbench.app.window.model.run;

import java.nio.file.Path;
import org.dpoworkbench.engine.curve.RunCurves;

/// A run of another program, read where it lies and never written to: a trainer's output folder, event files, a table.
///
/// Its methods may read files; they are called from background threads, one at a time.
public interface GuestRun {

    /// Tells it from every other run of the project, and stays the same when the project is opened again.
    String id();

    /// The file or folder that it is read from.
    Path path();

    /// What it comes from, as the list says in a badge's place: `TRL`, `TensorBoard`, `CSV`.
    String origin();

    /// Whether there is something that [#curves] has not told yet.
    boolean changed();

    /// All that it has recorded so far.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where it cannot be read
    RunCurves curves();
}
