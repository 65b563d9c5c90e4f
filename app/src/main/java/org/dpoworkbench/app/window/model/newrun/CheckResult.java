package org.dpoworkbench.app.window.model.newrun;

import java.util.List;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.data.DataReport;

/// How the check of a form stands.
public sealed interface CheckResult {
    /// Not asked for since the form was opened.
    record None() implements CheckResult {}

    /// It goes on.
    record Running() implements CheckResult {}

    /// Nothing stands in the run's way.
    ///
    /// @param config what was checked
    record Passed(RunConfig config, DataReport report, Benchmark.Trial trial) implements CheckResult {}

    /// The run could not begin.
    ///
    /// @param problems those that are about no single field
    record Failed(List<String> problems) implements CheckResult {
        public Failed {
            problems = List.copyOf(problems);
        }
    }
}
