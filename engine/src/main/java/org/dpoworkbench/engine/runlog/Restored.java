package org.dpoworkbench.engine.runlog;

import org.dpoworkbench.engine.curve.RunCurvesBuilder;

/// A run's curves as the run log had them, to go on from.
///
/// @param curves        all metrics
/// @param journalOffset where the journal goes on: what lies before is in the curves, nothing behind is
public record Restored(RunCurvesBuilder curves, long journalOffset) {}
