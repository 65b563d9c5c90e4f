package org.dpoworkbench.app.window.model.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.app.chart.curve.Domain;
import org.dpoworkbench.app.chart.curve.Positions;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.app.window.model.Marker;
import org.dpoworkbench.engine.curve.Series;

/// The marker as charts move and show it. The marked step is one of the baseline; other runs have theirs by
/// [Matching]. Where the pointer is, the marker is; without a pointer it stands where it was put, or nowhere.
public final class ChartMarker {
    private final Marker marker;
    private final ChartsModel charts;
    private OptionalInt put;
    private boolean pointing;

    /// Where the marker stands in a chart.
    ///
    /// @param look the run whose step lies there; absent: every shown run's does
    public record Place(double x, Optional<RunLook> look) {}

    public ChartMarker(Marker marker, ChartsModel charts) {
        this.marker = marker;
        this.charts = charts;
        put = marker.step();
        marker.stepProperty().subscribe(step -> {
            if (!pointing) {
                put = step;
            }
        });
    }

    /// The pointer is over a chart.
    public void point(Panel panel, double x) {
        stepAt(panel, x).ifPresent(step -> {
            pointing = true;
            marker.moveTo(step);
        });
    }

    /// The pointer has left.
    public void leave() {
        if (pointing) {
            pointing = false;
            put.ifPresentOrElse(marker::moveTo, marker::clear);
        }
    }

    /// The marker stays where it is when the pointer leaves.
    public void put() {
        put = marker.step();
    }

    public void clear() {
        pointing = false;
        marker.clear();
        put = OptionalInt.empty();
    }

    /// Moves by so many recorded steps of the baseline, from its newest where nothing is marked.
    public void move(int by) {
        charts.baseline()
                .map(ChartMarker::steps)
                .filter(steps -> !steps.isEmpty())
                .ifPresent(steps -> {
                    // Step 0 comes before the first one taken.
                    int at = marker.step().isPresent()
                            ? steps.indexAtOrBefore(marker.step().getAsInt())
                            : steps.size() - 1;
                    int to = Math.clamp((long) at + by, -1, steps.size() - 1);
                    pointing = false;
                    marker.moveTo(to < 0 ? 0 : steps.step(to));
                });
    }

    public OptionalInt step() {
        return marker.step();
    }

    /// Where the marker stands in the panel; nowhere while nothing is marked.
    public List<Place> places(Panel panel) {
        if (marker.step().isEmpty()) {
            return List.of();
        }
        Domain domain = charts.domainProperty().get();
        List<Place> places = new ArrayList<>();
        for (ChartRun run : charts.runsOf(panel)) {
            OptionalInt step = stepIn(run, marker.step().getAsInt());
            if (step.isPresent()) {
                places.add(new Place(Positions.of(run.curves(), domain).of(step.getAsInt()), Optional.of(run.look())));
            }
        }
        boolean same = places.stream().mapToDouble(Place::x).distinct().count() == 1;
        return same ? List.of(new Place(places.getFirst().x(), Optional.empty())) : places;
    }

    /// The values at the marker of everything that is shown.
    public MarkerTable table() {
        return MarkerTable.at(
                charts.runsProperty().get(), charts.topics(), charts.baseline(), charts.matchingNow(), marker.step());
    }

    /// The run's values of the panel's main curves at the marker, or its newest; in differences, what it has more than
    /// the baseline.
    public List<Value> values(Panel panel, ChartRun run) {
        OptionalInt step = marker.step().isEmpty()
                ? OptionalInt.of(Integer.MAX_VALUE)
                : stepIn(run, marker.step().getAsInt());
        if (step.isEmpty()) {
            return List.of();
        }
        Optional<ChartRun> subtracted = charts.scene().baseline();
        List<Value> values = new ArrayList<>();
        for (Part part : panel.topic().parts()) {
            if (isMain(part)) {
                MarkerTable.value(run, subtracted, panel.topic(), part, step.getAsInt())
                        .ifPresent(cell -> values.add(new Value(part.name(), cell)));
            }
        }
        return values;
    }

    /// A value of a run.
    ///
    /// @param name what the curve is called, where a chart shows several of a run; else empty
    public record Value(String name, MarkerTable.Cell cell) {}

    private static boolean isMain(Part part) {
        return switch (part.form()) {
            case STRONG, JOINED_MARKERS -> true;
            case THIN -> part.smoothing() == Part.Smoothing.WITH_RAW;
            case RAW, MARKERS, HOLLOW -> false;
        };
    }

    private OptionalInt stepIn(ChartRun run, int step) {
        return charts.baseline()
                .map(base -> MarkerPlaces.of(run, base, charts.matchingNow(), step))
                .orElse(OptionalInt.of(step));
    }

    /// The step of the baseline that belongs to a place in the panel: the recorded one nearest to it.
    private OptionalInt stepAt(Panel panel, double x) {
        Optional<ChartRun> longest = charts.runsOf(panel).stream()
                .max((a, b) -> Integer.compare(a.curves().lastStep(), b.curves().lastStep()));
        if (longest.isEmpty()) {
            return OptionalInt.empty();
        }
        ChartRun run = longest.get();
        Positions positions = Positions.of(run.curves(), charts.domainProperty().get());
        Series steps = steps(run);
        Optional<Integer> nearest = positions.nearestStep(x, steps);
        if (nearest.isEmpty()) {
            return OptionalInt.empty();
        }
        boolean start = nearest.get() == steps.step(0) && x < positions.of(nearest.get()) / 2;
        int step = start ? 0 : nearest.get();
        return charts.baseline()
                .map(base -> MarkerPlaces.of(base, run, charts.matchingNow(), step))
                .orElse(OptionalInt.of(step));
    }

    /// The steps that a run recorded.
    private static Series steps(ChartRun run) {
        Series seconds = run.curves().seconds();
        return seconds.isEmpty()
                ? run.curves().columns().values().stream()
                        .max((a, b) -> Integer.compare(a.size(), b.size()))
                        .orElse(Series.EMPTY)
                : seconds;
    }
}
