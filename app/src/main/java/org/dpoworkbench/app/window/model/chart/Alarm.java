package org.dpoworkbench.app.window.model.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.engine.alarm.Alarms;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.ui.Messages;

/// Something that a run's user should know, at the chart that it concerns.
///
/// @param run   the run's label
/// @param alarm whether it is one, rather than a remark on what is usual
public record Alarm(String run, int step, String text, boolean alarm) {
    private static final String STEP_ZERO = "step-zero";
    private static final String CLIPPING = "clipping";
    private static final String GRADIENT_SPIKE = "gradient-spike";
    private static final String DISPLACEMENT = "likelihood-displacement";
    private static final String BOTH_FALLING = "both-falling";
    private static final String SATURATED = "saturated";
    private static final String LENGTH_RUNAWAY = "length-runaway";
    private static final String DATA = "data";

    /// In nats per token of held-out chosen answers: below it the engine raises the alarm.
    private static final double DISPLACED = -0.5;

    /// What is to be said at the topic's charts.
    static List<Alarm> of(ChartRun run, Topic topic) {
        List<Alarm> all = new ArrayList<>();
        for (Event.Warning warning : run.curves().warnings()) {
            if (topicsOf(warning.code()).contains(topic.id())) {
                all.add(new Alarm(run.label(), warning.step(), warning.message(), !Alarms.isRemark(warning.code())));
            }
        }
        if (topic.id().equals(Topics.LOG_RATIOS) && all.isEmpty()) {
            falling(run).ifPresent(all::add);
        }
        return all;
    }

    /// A code that is none of these concerns training as a whole and stands at the loss.
    private static List<String> topicsOf(String code) {
        return switch (code) {
            case STEP_ZERO -> List.of(Topics.LOSS, Topics.MARGINS, Topics.MARGINS_PER_TOKEN);
            case CLIPPING, GRADIENT_SPIKE -> List.of(Topics.GRADIENT);
            case DISPLACEMENT, BOTH_FALLING -> List.of(Topics.LOG_RATIOS);
            case SATURATED -> List.of(Topics.ACCURACY);
            case LENGTH_RUNAWAY -> List.of(Topics.LENGTHS);
            case DATA, Event.Warning.CRASHED -> List.of(); // told where the data and the run's state are
            default -> List.of(Topics.LOSS);
        };
    }

    /// Both log-ratios below 0 and falling: usual where the reference was fitted to the chosen answers.
    private static Optional<Alarm> falling(ChartRun run) {
        RunCurves curves = run.curves();
        Series chosen = curves.series(Metric.LOGRATIOS_CHOSEN.evalKey());
        Series rejected = curves.series(Metric.LOGRATIOS_REJECTED.evalKey());
        Series perToken = curves.series(Metric.LOGRATIOS_PER_TOKEN_CHOSEN.evalKey());
        if (!falls(chosen) || !falls(rejected)) {
            return Optional.empty();
        }
        OptionalDouble mean = perToken.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(perToken.lastValue());
        boolean displaced = mean.orElse(0) < DISPLACED;
        String text = displaced
                ? Messages.text("chart.alarm.displaced", Numbers.significant(mean.getAsDouble(), 3))
                : Messages.text("chart.alarm.falling");
        return Optional.of(new Alarm(run.label(), chosen.lastStep(), text, displaced));
    }

    private static boolean falls(Series series) {
        return series.size() > 1 && series.lastValue() < 0 && series.lastValue() < series.value(series.size() - 2);
    }
}
