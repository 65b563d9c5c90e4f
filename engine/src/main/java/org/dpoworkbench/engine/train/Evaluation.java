package org.dpoworkbench.engine.train;

import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;

/// Evaluates the policy on what is held out, set by set. The first set is the main one.
interface Evaluation {

    /// Evaluates, and writes the files with a row for each example.
    ///
    /// @param policyIsReference whether the reference's log-probs are the policy's own
    Event.Evaluation run(RunFolder folder, int step, boolean policyIsReference, Progress progress);
}
