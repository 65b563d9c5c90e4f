package org.dpoworkbench.app.window.model.runs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.dpoworkbench.app.report.Comparability;
import org.dpoworkbench.app.report.Comparability.Objection;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.metric.EvaluationKey;
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
            Metric.NLL_LOSS,
            Metric.KL,
            Metric.DESIRABLE,
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
    ///
    /// @param set    of held-out pairs, the named evaluation set; absent: the main one
    /// @param source value of the pairs' source column; absent: all pairs
    public record Group(Taken taken, Optional<String> set, Optional<String> source) {
        public static final Group HELD_OUT = of(Taken.HELD_OUT);
        public static final Group SAMPLES = of(Taken.SAMPLES);
        public static final Group LAST_STEP = of(Taken.LAST_STEP);

        /// Kinds of values.
        public enum Taken {
            HELD_OUT,
            SAMPLES,
            LAST_STEP
        }

        private static Group of(Taken taken) {
            return new Group(taken, Optional.empty(), Optional.empty());
        }

        static Group of(EvaluationKey key) {
            return new Group(Taken.HELD_OUT, key.set(), key.source());
        }

        public String title() {
            return switch (taken) {
                case HELD_OUT -> {
                    String pairs = set.map(name -> Messages.text("runs.values.set", name))
                            .orElseGet(() -> Messages.text("runs.values.heldOut"));
                    yield source.map(name -> Messages.text("runs.values.source", pairs, name))
                            .orElse(pairs);
                }
                case SAMPLES -> Messages.text("runs.values.samples");
                case LAST_STEP -> Messages.text("runs.values.lastStep");
            };
        }

        boolean isHeldOut() {
            return taken == Taken.HELD_OUT;
        }

        /// The metric's name in files.
        String key(Metric metric) {
            return isHeldOut() ? new EvaluationKey(set, metric, source).text() : metric.key();
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
        furtherGroups(runs).forEach(group -> add(lines, runs, group, OF_PAIRS));
        add(lines, runs, Group.SAMPLES, OF_SAMPLES);
        add(lines, runs, Group.LAST_STEP, OF_STEPS);
        return lines;
    }

    /// The sources of the main set, then the named sets, each with its sources.
    private static List<Group> furtherGroups(List<Source> runs) {
        return runs.stream()
                .flatMap(run -> run.numbers().metrics().keySet().stream())
                .distinct() // runs mostly have the same, and taking a name apart is slow
                .flatMap(name -> EvaluationKey.parse(name).stream())
                .map(Group::of)
                .filter(group -> !group.equals(Group.HELD_OUT))
                .distinct()
                .sorted(Comparator.comparing((Group group) -> group.set().orElse(""))
                        .thenComparing(group -> group.source().orElse("")))
                .toList();
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
        boolean onlyTies = group.isHeldOut()
                && OF_THE_REFERENCE.contains(metric)
                && run.numbers().evaluated().equals(OptionalInt.of(0))
                && run.config().filter(c -> c.startsFromReference()).isPresent();
        return onlyTies ? OptionalDouble.empty() : run.numbers().value(group.key(metric));
    }

    @SuppressWarnings("ReferenceEquality") // a run beside itself
    private static Cell cell(Source first, Source run, Group group, Metric metric) {
        OptionalDouble value = value(run, group, metric);
        if (value.isEmpty()) {
            return new Cell(Messages.text("runs.value.unknown"), "", "");
        }
        return new Cell(
                MetricText.of(metric, value.getAsDouble()),
                group.isHeldOut() ? interval(run, group, metric, value.getAsDouble()) : "",
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

    private static String interval(Source run, Group group, Metric metric, double value) {
        OptionalInt n = pairs(run, group, metric);
        if (ACCURACIES.contains(metric) && n.isPresent() && n.getAsInt() > 0) {
            double[] ends = Binomial.wilson(value * n.getAsInt(), n.getAsInt());
            return Messages.text(
                    "runs.values.interval",
                    MetricText.interval(metric, ends[0], ends[1]),
                    Integer.toString(n.getAsInt()));
        }
        Optional<String> source = group.source();
        OptionalDouble low =
                source.isPresent() ? OptionalDouble.empty() : run.numbers().value(group.key(metric) + "_low");
        OptionalDouble high =
                source.isPresent() ? OptionalDouble.empty() : run.numbers().value(group.key(metric) + "_high");
        return low.isEmpty() || high.isEmpty()
                ? ""
                : MetricText.interval(metric, low.getAsDouble(), high.getAsDouble());
    }

    /// How many pairs of a set or source there are is known of the main set alone.
    private static OptionalInt pairs(Source run, Group group, Metric metric) {
        if (metric != Metric.REWARDS_ACCURACIES_LENGTH_MATCHED) {
            return group.equals(Group.HELD_OUT) ? run.heldOut() : OptionalInt.empty();
        }
        OptionalDouble n = run.numbers().value(group.key(Metric.REWARDS_ACCURACIES_LENGTH_MATCHED_N));
        return n.isPresent() ? OptionalInt.of((int) n.getAsDouble()) : OptionalInt.empty();
    }
}
