package org.dpoworkbench.app.window.model.run;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.run.RunFolder;

/// What a look at a run's folder found.
sealed interface RunReading {
    RunFolder folder();

    /// The run's line.
    RunSummary summary();

    /// The run's line, with numbers that are newer than this look's where these curves are the run's whole.
    RunSummary summary(RunCurves live);

    /// A run that can be read.
    record Told(RunFolder folder, RunConfig config, RunSource.Standing standing, KeyFigures figures)
            implements RunReading {

        @Override
        public RunSummary summary() {
            return summary(standing.step(), figures);
        }

        @Override
        public RunSummary summary(RunCurves live) {
            return summary(live.lastStep(), KeyFigures.of(live));
        }

        private RunSummary summary(int step, KeyFigures figures) {
            return new RunSummary(
                    folder.id(),
                    Optional.of(config),
                    Optional.of(standing.state()),
                    step,
                    figures.totalSteps(),
                    figures.loss(),
                    heldOutAccuracy(figures),
                    standing.failure().or(figures::failure),
                    Optional.empty());
        }

        /// Before the first step of a policy that is its own reference every pair is a tie, and an accuracy
        /// would say nothing.
        private OptionalDouble heldOutAccuracy(KeyFigures figures) {
            boolean onlyTies = figures.evaluatedStep().equals(OptionalInt.of(0)) && config.startsFromReference();
            return onlyTies ? OptionalDouble.empty() : figures.heldOutAccuracy();
        }
    }

    /// A run folder that tells nothing but what is wrong with it.
    record Unreadable(RunFolder folder, Optional<RunConfig> config, String problem) implements RunReading {

        @Override
        public RunSummary summary() {
            return RunSummary.unreadable(folder.id(), config, problem);
        }

        @Override
        public RunSummary summary(RunCurves live) {
            return summary();
        }
    }
}
