package org.dpoworkbench.app.window.model.newrun;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.metric.Metric;

/// How fast training has been found to be, and what memory it took.
///
/// @param source    where it was measured
/// @param memoryMib at the peak; absent where the system did not tell
public record MeasuredRate(Source source, double pairsPerSecond, OptionalDouble memoryMib) {
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

    /// The rate of the newest run that computed the like: same model, method of training, device and threads; the same
    /// lengths and batch before others.
    static Optional<MeasuredRate> of(Collection<RunItem> runs, RunConfig config) {
        return runs.stream()
                .filter(run ->
                        run.summary().config().filter(c -> alike(c, config)).isPresent())
                .filter(run -> !speed(run.curves()).isEmpty())
                .min(Comparator.comparing((RunItem run) ->
                                !sameWork(run.summary().config().orElseThrow(), config))
                        .thenComparing(Comparator.comparing(RunItem::id).reversed()))
                .map(run -> of(run.id(), run.curves()));
    }

    private static MeasuredRate of(String run, RunCurves curves) {
        Series memory = curves.series(Metric.MEMORY_PEAK_MIB.key());
        return new MeasuredRate(
                new Source.Run(run),
                median(speed(curves)),
                memory.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(memory.lastValue()));
    }

    private static Series speed(RunCurves curves) {
        return curves.series(Metric.SPEED_PAIRS_PER_SECOND.key());
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

    /// Of the last points: the first are slow while the machine warms up.
    private static double median(Series series) {
        int from = Math.max(0, series.size() - LAST);
        double[] last = new double[series.size() - from];
        for (int i = 0; i < last.length; i++) {
            last[i] = series.value(from + i);
        }
        Arrays.sort(last);
        return last[last.length / 2];
    }
}
