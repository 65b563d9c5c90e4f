package org.dpoworkbench.app.window.model.chart;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dpoworkbench.app.chart.curve.Domain;
import org.dpoworkbench.app.chart.curve.Positions;
import org.dpoworkbench.app.chart.curve.Span;

/// All that charts are drawn from at one moment. Immutable, so that it is read on any thread.
///
/// @param baseline present in the arrangement [Arrangement#DIFFERENCE]
/// @param share    the smoothing window's share of a curve's points
/// @param zoom     the part of the horizontal axis that is looked at; absent: all of it
public record Scene(
        List<ChartRun> runs, Optional<ChartRun> baseline, Domain domain, double share, Optional<Span> zoom) {
    public Scene {
        runs = List.copyOf(runs);
    }

    Map<String, ChartRun> byId() {
        return runs.stream().collect(Collectors.toMap(ChartRun::id, Function.identity()));
    }

    /// The horizontal axis from 0 to where the longest run is.
    public Span full() {
        double end = runs.stream()
                .mapToDouble(run ->
                        Positions.of(run.curves(), domain).of(run.curves().lastStep()))
                .max()
                .orElse(0);
        return new Span(0, end > 0 ? end : 1);
    }

    /// The part of the horizontal axis that is seen.
    public Span visible() {
        Span full = full();
        return zoom.map(part -> part.within(full)).orElse(full);
    }
}
