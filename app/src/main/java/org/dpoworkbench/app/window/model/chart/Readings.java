package org.dpoworkbench.app.window.model.chart;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.dpoworkbench.app.window.model.chart.Part.Where;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.metric.Metric;

/// Takes the values of a chart's part out of a run, without those that say nothing. Keeps what it had to work out. For
/// one thread at a time.
final class Readings {
    private final Map<String, Derived> kept = new HashMap<>();

    private record Derived(Series one, Series other, Series result) {}

    Series of(ChartRun run, Part part) {
        Series values = run.curves().series(part.column());
        if (!part.metric().equals(Metric.REWARDS_ACCURACIES.key()) || values.isEmpty()) {
            return values;
        }
        return part.where() == Where.TRAINING
                ? withoutTies(run, values)
                : run.startsFromReference() ? withoutStepZero(run, values) : values;
    }

    /// What the run has more than the baseline, at the steps that both have; where they have none in common, against
    /// the baseline's nearest step.
    Series difference(ChartRun run, ChartRun baseline, Part part) {
        Series one = of(run, part);
        Series other = of(baseline, part);
        return derived(
                run.id() + "-" + baseline.id() + "-" + part.column(), one, other, () -> Differences.of(one, other));
    }

    /// Before the first step that changes a policy which starts from its reference, all of a step's pairs are ties and
    /// its accuracy says nothing.
    private Series withoutTies(ChartRun run, Series accuracies) {
        Series ties = run.curves().series(Metric.REWARDS_TIES.key());
        return derived(run.id() + "-untied", accuracies, ties, () -> {
            var kept = new SeriesTaker(accuracies.size());
            int tie = 0; // both ascend: one walk through either
            for (int i = 0; i < accuracies.size(); i++) {
                int step = accuracies.step(i);
                while (tie < ties.size() && ties.step(tie) < step) {
                    tie++;
                }
                boolean onlyTies = tie < ties.size() && ties.step(tie) == step && ties.value(tie) >= 1;
                if (!onlyTies) {
                    kept.take(step, accuracies.value(i));
                }
            }
            return kept.size() == accuracies.size() ? accuracies : kept.series();
        });
    }

    private Series withoutStepZero(ChartRun run, Series accuracies) {
        if (accuracies.step(0) != 0) {
            return accuracies;
        }
        return derived(run.id() + "-held-out", accuracies, accuracies, () -> {
            var kept = new SeriesTaker(accuracies.size());
            for (int i = 1; i < accuracies.size(); i++) {
                kept.take(accuracies.step(i), accuracies.value(i));
            }
            return kept.series();
        });
    }

    private Series derived(String name, Series one, Series other, Supplier<Series> make) {
        Derived known = kept.get(name);
        if (known == null || known.one() != one || known.other() != other) {
            known = new Derived(one, other, make.get());
            kept.put(name, known);
        }
        return known.result();
    }
}
