package org.dpoworkbench.engine.guest;

import java.nio.file.Path;
import org.dpoworkbench.engine.curve.RunCurves;

/// One run of another program, followed while it grows; its files are only read. Not safe for several
/// threads; the curves are.
public interface GuestReader {

    /// What the run is called: the name of its folder or file.
    String name();

    /// What was opened: a file or a folder.
    Path path();

    GuestKind kind();

    /// Whether there is news since [#curves] was last asked; looks at the files' sizes and times only.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where the files are gone or cannot be looked at
    boolean changed();

    /// All that is on record so far; cheap where little is new.
    ///
    /// No checkpoints, samples or per-pair files are told. The state is `FINISHED` where the record says
    /// so, else `QUEUED`: whether another program still runs cannot be known from its files.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where the files are gone or cannot be read
    RunCurves curves();
}
