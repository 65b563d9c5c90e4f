package org.dpoworkbench.app.window.model.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.ui.Messages;

/// Reads run folders into summaries and curves. Not safe for several threads.
final class RunReader {
    private final RunSource source;

    RunReader(RunSource source) {
        this.source = source;
    }

    /// What was read of a run.
    record Reading(RunFolder folder, RunSummary summary, RunCurves curves) {}

    /// Never fails for what is in the folder: a run that cannot be read says so in its summary.
    Reading read(RunFolder run) {
        Optional<RunConfig> config = Optional.empty();
        try {
            config = Optional.of(RunConfigFile.read(run.config()));
            RunCurves curves = source.curves(run);
            return new Reading(run, summary(run, config.get(), source.standing(run), curves), curves);
        } catch (UserError e) {
            return new Reading(run, RunSummary.unreadable(run.id(), config, e.getMessage()), RunCurves.EMPTY);
        } catch (IOException | UncheckedIOException e) {
            return new Reading(
                    run, RunSummary.unreadable(run.id(), config, Messages.text("run.unreadable", e)), RunCurves.EMPTY);
        }
    }

    private static RunSummary summary(RunFolder run, RunConfig config, RunSource.Standing standing, RunCurves curves) {
        return new RunSummary(
                run.id(),
                Optional.of(config),
                Optional.of(standing.state()),
                curves.lastStep(),
                curves.totalSteps(),
                curves.series(Metric.LOSS.key()).last(),
                heldOutAccuracy(config, curves.series(Metric.REWARDS_ACCURACIES.evalKey())),
                standing.failure().or(curves::failure),
                Optional.empty());
    }

    /// Before the first step of a policy that is its own reference every pair is a tie, and an accuracy would say
    /// nothing.
    private static OptionalDouble heldOutAccuracy(RunConfig config, Series accuracies) {
        boolean onlyTies = !accuracies.isEmpty()
                && accuracies.lastStep() == 0
                && config.model().startsFromReference();
        return onlyTies ? OptionalDouble.empty() : accuracies.last();
    }
}
