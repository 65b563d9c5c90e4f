package org.dpoworkbench.app.window.model.chart;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.metric.Metric;

/// Which step of another run belongs to a marked step.
///
/// The distance by which runs are matched is, for [Matching#LOG_RATIO],
/// `(|mean Δ(chosen)| + |mean Δ(rejected)|) / 2` over the held-out pairs, between evaluations on a straight line; for
/// [Matching#KL] the sampled KL. The step that belongs to a distance is the first at which the run reaches it.
public final class MarkerPlaces {
    private MarkerPlaces() {}

    /// The step of `run` that belongs to `step` of `baseline`; empty where the run never gets there or too little was
    /// recorded.
    public static OptionalInt of(ChartRun run, ChartRun baseline, Matching matching, int step) {
        if (matching == Matching.STEP || run.id().equals(baseline.id())) {
            return OptionalInt.of(step);
        }
        Optional<Distance> from = Distance.of(baseline, matching);
        Optional<Distance> to = Distance.of(run, matching);
        if (from.isEmpty() || to.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalDouble far = from.get().at(step);
        return far.isPresent() ? to.get().firstReaching(far.getAsDouble()) : OptionalInt.empty();
    }

    /// Whether the runs can be matched so.
    public static boolean possible(Iterable<ChartRun> runs, Matching matching) {
        for (ChartRun run : runs) {
            if (matching != Matching.STEP && Distance.of(run, matching).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// How far from its reference a run is, over its evaluations.
    private record Distance(Series one, Series other) {

        static Optional<Distance> of(ChartRun run, Matching matching) {
            RunCurves curves = run.curves();
            Distance distance = switch (matching) {
                case LOG_RATIO ->
                    new Distance(
                            curves.series(Metric.LOGRATIOS_CHOSEN.evalKey()),
                            curves.series(Metric.LOGRATIOS_REJECTED.evalKey()));
                case KL -> {
                    Series held = curves.series(Metric.KL_SAMPLED.evalKey());
                    Series kl = held.isEmpty() ? curves.series(Metric.KL_SAMPLED.key()) : held;
                    yield new Distance(kl, kl);
                }
                case STEP -> new Distance(Series.EMPTY, Series.EMPTY);
            };
            boolean enough = distance.one.size() > 1 && distance.one.size() == distance.other.size();
            return enough ? Optional.of(distance) : Optional.empty();
        }

        private double value(int index) {
            return (Math.abs(one.value(index)) + Math.abs(other.value(index))) / 2;
        }

        OptionalDouble at(int step) {
            int before = one.indexAtOrBefore(step);
            if (before < 0) {
                return OptionalDouble.empty();
            }
            if (before == one.size() - 1) {
                return OptionalDouble.of(value(before));
            }
            double share = (step - one.step(before)) / (double) (one.step(before + 1) - one.step(before));
            return OptionalDouble.of(value(before) + share * (value(before + 1) - value(before)));
        }

        OptionalInt firstReaching(double distance) {
            for (int i = 0; i < one.size(); i++) {
                if (value(i) >= distance) {
                    return OptionalInt.of(i == 0 ? one.step(0) : between(i, distance));
                }
            }
            return OptionalInt.empty();
        }

        private int between(int index, double distance) {
            double share = (distance - value(index - 1)) / (value(index) - value(index - 1));
            return (int) Math.round(one.step(index - 1) + share * (one.step(index) - one.step(index - 1)));
        }
    }
}
