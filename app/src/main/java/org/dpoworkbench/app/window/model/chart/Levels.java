package org.dpoworkbench.app.window.model.chart;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dpoworkbench.app.chart.curve.Drawing.Level;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.present.Theory;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.ui.Messages;

/// The horizontal lines of a chart: what the losses' equations promise, and limits that were set.
final class Levels {
    private Levels() {}

    static List<Level> ofDifference() {
        return List.of(new Level(0, ""));
    }

    /// Each level once: two runs with the same β share their line.
    static List<Level> of(Topic topic, List<ChartRun> runs) {
        return switch (topic.id()) {
            case Topics.LOSS ->
                each(runs, config -> Theory.startingLoss(config).stream().map(Levels::level));
            case Topics.LOG_RATIOS -> List.of(new Level(0, ""));
            case Topics.MARGINS -> margins(runs, IpoNormalisation.SUM);
            case Topics.MARGINS_PER_TOKEN -> margins(runs, IpoNormalisation.MEAN);
            case Topics.ACCURACY -> List.of(new Level(0.5, Messages.text("chart.level.chance")));
            case Topics.GRADIENT -> each(runs, Levels::clipping);
            default -> List.of();
        };
    }

    private static List<Level> margins(List<ChartRun> runs, IpoNormalisation axis) {
        return Stream.concat(
                        Stream.of(new Level(0, "")),
                        each(
                                runs,
                                config -> Theory.marginTarget(config, axis).stream()
                                        .map(Levels::level))
                                .stream())
                .toList();
    }

    private static Stream<Level> clipping(RunConfig config) {
        double limit = config.optimizer().maxGradNorm();
        return limit > 0
                ? Stream.of(new Level(limit, Messages.text("chart.level.clipped", Numbers.plain(limit))))
                : Stream.empty();
    }

    private static List<Level> each(List<ChartRun> runs, Function<RunConfig, Stream<Level>> levels) {
        return runs.stream()
                .flatMap(run -> run.config().stream())
                .flatMap(levels)
                .distinct()
                .toList();
    }

    private static Level level(Theory.Value value) {
        return new Level(value.value(), value.label());
    }
}
