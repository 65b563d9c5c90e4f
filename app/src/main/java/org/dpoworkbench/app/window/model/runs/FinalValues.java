package org.dpoworkbench.app.window.model.runs;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.dpoworkbench.app.report.Comparability;
import org.dpoworkbench.app.report.Comparability.Objection;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.statistics.Binomial;
import org.dpoworkbench.ui.Messages;

/// Final values of runs side by side, held-out ones first, with the differences from the first run.
public final class FinalValues {
    private static final List<Metric> OF_PAIRS = List.of(
            Metric.REWARDS_ACCURACIES,
            Metric.REWARDS_ACCURACIES_LENGTH_MATCHED,
            Metric.LOGPS_ACCURACIES,
            Metric.LOSS,
            Metric.MARGINS_SUM,
            Metric.MARGINS_MEAN,
            Metric.LOGRATIOS_CHOSEN,
            Metric.LOGRATIOS_REJECTED,
            Metric.LOGRATIOS_PER_TOKEN_CHOSEN,
            Metric.LOGRATIOS_PER_TOKEN_REJECTED,
            Metric.REWARDS_MARGINS,
            Metric.WEIGHTS_MEAN,
            Metric.REWARDS_TIES,
            Metric.LENGTHS_MARGIN_CORRELATION,
            Metric.LENGTHS_MARGIN_MEAN_CORRELATION);
    private static final List<Metric> OF_SAMPLES =
            List.of(Metric.REWARD_TRUE, Metric.KL_SAMPLED, Metric.LENGTHS_SAMPLES, Metric.LENGTHS_SAMPLES_ENDED);
    private static final List<Metric> OF_STEPS = List.of(
            Metric.LOSS,
            Metric.REWARDS_ACCURACIES,
            Metric.GRAD_NORM,
            Metric.GRAD_CLIPPED,
            Metric.LEARNING_RATE,
            Metric.EPOCH,
            Metric.SPEED_PAIRS_PER_SECOND,
            Metric.MEMORY_PEAK_MIB);
    /// Shares of pairs, which have a binomial interval.
    private static final Set<Metric> ACCURACIES =
            EnumSet.of(Metric.REWARDS_ACCURACIES, Metric.REWARDS_ACCURACIES_LENGTH_MATCHED, Metric.LOGPS_ACCURACIES);
    private static final Set<Metric> OF_THE_REFERENCE =
            EnumSet.of(Metric.REWARDS_ACCURACIES, Metric.REWARDS_ACCURACIES_LENGTH_MATCHED);

    private FinalValues() {}

    /// A run and what is known of it.
    ///
    /// @param config  absent for runs of other programs
    /// @param heldOut pairs held out, where that is known
    public record Source(Optional<RunConfig> config, FinalNumbers numbers, OptionalInt heldOut) {}

    /// What a metric was taken on.
    public enum Group {
        HELD_OUT,
        SAMPLES,
        LAST_STEP;

        public String title() {
            return switch (this) {
                case HELD_OUT -> Messages.text("runs.values.heldOut");
                case SAMPLES -> Messages.text("runs.values.samples");
                case LAST_STEP -> Messages.text("runs.values.lastStep");
            };
        }
    }

    /// A metric of all runs.
    public record Line(Group group, Metric metric, List<Cell> cells) {}

    /// A metric of one run, in words.
    ///
    /// @param value      with its unit
    /// @param interval   of 95 %, and how many pairs it is taken over; empty where there is none
    /// @param difference from the first run, or why there is none; empty for the first run itself
    public record Cell(String value, String interval, String difference) {}

    /// @param runs the one that the others are held against first
    public static List<Line> of(List<Source> runs) {
        List<Line> lines = new ArrayList<>();
        add(lines, runs, Group.HELD_OUT, OF_PAIRS);
        add(lines, runs, Group.SAMPLES, OF_SAMPLES);
        add(lines, runs, Group.LAST_STEP, OF_STEPS);
        return lines;
    }

    private static void add(List<Line> lines, List<Source> runs, Group group, List<Metric> metrics) {
        for (Metric metric : metrics) {
            if (runs.stream().anyMatch(run -> value(run, group, metric).isPresent())) {
                List<Cell> cells = new ArrayList<>();
                for (Source run : runs) {
                    cells.add(cell(runs.getFirst(), run, group, metric));
                }
                lines.add(new Line(group, metric, cells));
            }
        }
    }

    private static OptionalDouble value(Source run, Group group, Metric metric) {
        boolean onlyTies = group == Group.HELD_OUT
                && OF_THE_REFERENCE.contains(metric)
                && run.numbers().evaluated().equals(OptionalInt.of(0))
                && run.config().filter(c -> c.startsFromReference()).isPresent();
        return onlyTies ? OptionalDouble.empty() : run.numbers().value(key(group, metric));
    }

    private static String key(Group group, Metric metric) {
        return group == Group.HELD_OUT ? metric.evalKey() : metric.key();
    }

    private static Cell cell(Source first, Source run, Group group, Metric metric) {
        OptionalDouble value = value(run, group, metric);
        if (value.isEmpty()) {
            return new Cell(Messages.text("runs.value.unknown"), "", "");
        }
        return new Cell(
                MetricText.of(metric, value.getAsDouble()),
                group == Group.HELD_OUT ? interval(run, metric, value.getAsDouble()) : "",
                run == first ? "" : difference(first, run, group, metric, value.getAsDouble()));
    }

    private static String difference(Source first, Source run, Group group, Metric metric, double value) {
        OptionalDouble from = value(first, group, metric);
        if (from.isEmpty()) {
            return "";
        }
        Optional<Objection> objection = Comparability.objection(metric, first.config(), run.config());
        return objection
                .map(FinalValues::words)
                .orElseGet(() -> MetricText.difference(metric, value - from.getAsDouble()));
    }

    private static String words(Objection objection) {
        return switch (objection) {
            case OTHER_LOSS -> Messages.text("runs.values.otherLoss");
            case OTHER_BETA -> Messages.text("runs.values.otherBeta");
        };
    }

    private static String interval(Source run, Metric metric, double value) {
        OptionalInt n = pairs(run, metric);
        if (ACCURACIES.contains(metric) && n.isPresent() && n.getAsInt() > 0) {
            double[] ends = Binomial.wilson(value * n.getAsInt(), n.getAsInt());
            return Messages.text(
                    "runs.values.interval",
                    MetricText.interval(metric, ends[0], ends[1]),
                    Integer.toString(n.getAsInt()));
        }
        OptionalDouble low = run.numbers().value(metric.evalKey() + "_low");
        OptionalDouble high = run.numbers().value(metric.evalKey() + "_high");
        return low.isEmpty() || high.isEmpty()
                ? ""
                : MetricText.interval(metric, low.getAsDouble(), high.getAsDouble());
    }

    private static OptionalInt pairs(Source run, Metric metric) {
        if (metric != Metric.REWARDS_ACCURACIES_LENGTH_MATCHED) {
            return run.heldOut();
        }
        OptionalDouble n = run.numbers().value(Metric.REWARDS_ACCURACIES_LENGTH_MATCHED_N.evalKey());
        return n.isPresent() ? OptionalInt.of((int) n.getAsDouble()) : OptionalInt.empty();
    }
}
