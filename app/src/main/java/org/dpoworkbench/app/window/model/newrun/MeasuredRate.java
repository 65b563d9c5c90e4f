package org.dpoworkbench.app.window.model.newrun;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.run.RunFolder;

/// How fast training has been found to be, and what memory it took.
///
/// @param source    where it was measured
/// @param memoryMib at the peak; absent where the system did not tell
public record MeasuredRate(Source source, double pairsPerSecond, OptionalDouble memoryMib) {
    /// So many steps are looked at, the last ones: the first are slow while the machine warms up.
    private static final int LAST = 50;

    /// Where a rate comes from.
    public sealed interface Source {
        /// A run of this project with the same model on the same device.
        record Run(String id) implements Source {}

        /// The check of this form.
        record Check() implements Source {}
    }

    /// The rate of a trial on the longest pairs, for pairs of mean length.
    ///
    /// @param meanTokens of the pairs: prompt once + chosen + rejected
    static MeasuredRate of(Benchmark.Trial trial, OptionalDouble meanTokens) {
        double pairTokens = meanTokens.orElse(trial.longestTokens());
        return new MeasuredRate(new Source.Check(), trial.tokensPerS() / Math.max(1, pairTokens), trial.peakRssMib());
    }

    /// Runs that computed the like: same model, method of training, device and threads. Those of the same lengths and
    /// batch stand first, of them the newest.
    static List<RunItem> alike(Collection<RunItem> runs, RunConfig config) {
        return runs.stream()
                .filter(run ->
                        run.summary().config().filter(c -> alike(c, config)).isPresent())
                .sorted(Comparator.comparing((RunItem run) ->
                                !sameWork(run.summary().config().orElseThrow(), config))
                        .thenComparing(Comparator.comparing(RunItem::id).reversed()))
                .toList();
    }

    /// What the end of a run's journal says; takes a moment. Empty where the run took no step.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where the journal cannot be read
    static Optional<MeasuredRate> read(RunFolder run) {
        List<Map<String, Double>> last = new ArrayList<>();
        Optional<Boolean> _ = JournalReader.findLast(run, entry -> {
            if (entry.event() instanceof Event.Step step) {
                last.add(step.metrics());
            }
            return last.size() == LAST ? Optional.of(true) : Optional.empty();
        });
        double[] speeds = last.stream()
                .map(metrics -> metrics.get(Metric.SPEED_PAIRS_PER_SECOND.key()))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        if (speeds.length == 0) {
            return Optional.empty();
        }
        Double memory = last.getFirst().get(Metric.MEMORY_PEAK_MIB.key());
        return Optional.of(new MeasuredRate(
                new Source.Run(run.id()),
                speeds[speeds.length / 2],
                memory == null ? OptionalDouble.empty() : OptionalDouble.of(memory)));
    }

    private static boolean alike(RunConfig one, RunConfig other) {
        return one.model().model().equals(other.model().model())
                && one.objective() == other.objective()
                && one.device().equals(other.device());
    }

    private static boolean sameWork(RunConfig one, RunConfig other) {
        return one.data().data().equals(other.data().data())
                && one.data().maxLength().equals(other.data().maxLength())
                && one.batch().maxTokensPerMicroBatch() == other.batch().maxTokensPerMicroBatch()
                && one.batch().perDeviceTrainBatchSize() == other.batch().perDeviceTrainBatchSize();
    }
}
