package org.dpoworkbench.app.window.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.ui.Messages;

/// Reads run folders into summaries, and a long journal again only when it has changed. Not safe for several threads.
final class RunReader {
    private final RunSource source;
    private final Map<RunFolder, Read> known = new HashMap<>();

    RunReader(RunSource source) {
        this.source = source;
    }

    /// Never fails for what is in the folder: a run that cannot be read says so in its summary.
    RunSummary read(RunFolder run) {
        Optional<RunConfig> config = Optional.empty();
        try {
            config = Optional.of(RunConfigFile.read(run.config()));
            return summary(run, config.get(), source.standing(run), history(run));
        } catch (UserError e) {
            return RunSummary.unreadable(run.id(), config, e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            return RunSummary.unreadable(run.id(), config, Messages.text("run.unreadable", e));
        }
    }

    private RunHistory history(RunFolder run) throws IOException {
        Version version = Version.of(run);
        Read read = known.get(run);
        if (read == null || !read.version().equals(version)) {
            read = new Read(version, source.history(run));
            known.put(run, read);
        }
        return read.history();
    }

    private static RunSummary summary(
            RunFolder run, RunConfig config, RunSource.Standing standing, RunHistory history) {
        Optional<RunHistory.Point> lastStep = last(history.steps());
        return new RunSummary(
                run.id(),
                Optional.of(config),
                Optional.of(standing.state()),
                lastStep.map(RunHistory.Point::step).orElse(0),
                history.totalSteps(),
                lastStep.map(point -> Metric.LOSS.in(point.metrics())).orElseGet(OptionalDouble::empty),
                last(history.evaluations())
                        // Before the first step every pair is a tie, and an accuracy would say nothing.
                        .filter(point -> point.step() > 0 || !config.model().startsFromReference())
                        .map(point -> Metric.REWARDS_ACCURACIES.evalIn(point.metrics()))
                        .orElseGet(OptionalDouble::empty),
                standing.failure().or(history::failure));
    }

    private static Optional<RunHistory.Point> last(List<RunHistory.Point> points) {
        return points.isEmpty() ? Optional.empty() : Optional.of(points.getLast());
    }

    private record Read(Version version, RunHistory history) {}

    /// What tells a journal that has grown from one that has not.
    private record Version(long bytes, FileTime modified) {
        static Version of(RunFolder run) throws IOException {
            return Files.exists(run.journal())
                    ? new Version(Files.size(run.journal()), Files.getLastModifiedTime(run.journal()))
                    : new Version(0, FileTime.fromMillis(0));
        }
    }
}
