package org.dpoworkbench.app.room;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;

/// Runs in worker processes of their own.
public interface Runs {
    /// Reads data and model folder as the run would.
    ///
    /// @param cache where the tokens of large files are kept for the run; absent: nothing is written
    /// @return what becomes of the data
    /// @throws UserError with everything that would end the run before its first step
    DataReport check(RunConfig config, Optional<Path> cache, Progress progress);

    /// What computes and why, in a sentence, where the configuration leaves that to the program.
    Optional<String> choice(RunConfig config);

    /// Where a run keeps derived, deletable files, which may be in its folder.
    Path cache(RunFolder folder);

    /// Whether the folder holds a run.
    boolean exists(RunFolder folder);

    /// The configuration of the run that the folder holds.
    ///
    /// @throws UserError where it holds none
    RunConfig config(RunFolder folder);

    /// Creates the run folder, writes the configuration and starts a worker.
    RunWatch start(RunConfig config, RunFolder folder);

    /// Creates the run folder and writes the configuration, for [#launch] to start later.
    void enqueue(RunConfig config, RunFolder folder);

    /// Starts a worker on a folder that holds a run's configuration and has had no worker yet.
    ///
    /// @throws UserError where the folder has, or has had, a worker
    RunWatch launch(RunFolder folder);

    /// Starts a worker that continues the folder's run from its newest checkpoint.
    ///
    /// @throws UserError where the run is finished, has a worker, or has no checkpoint
    RunWatch resume(RunFolder folder);

    /// Takes up following a run, whoever started it.
    ///
    /// @throws UserError where the folder holds no run
    RunWatch attach(RunFolder folder);

    /// The entry as its journal has it: one line of compact JSON, without the line's end.
    String json(Entry entry);
}
