package org.dpoworkbench.app.window.model.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.chart.curve.CurveCache;
import org.dpoworkbench.app.chart.curve.CurveCache.Look;
import org.dpoworkbench.app.chart.curve.CurveCache.Source;
import org.dpoworkbench.app.chart.curve.Drawing;
import org.dpoworkbench.app.chart.curve.Drawing.Form;
import org.dpoworkbench.app.chart.curve.Drawing.Level;
import org.dpoworkbench.app.chart.curve.Drawing.Line;
import org.dpoworkbench.app.chart.curve.Drawing.Mark;
import org.dpoworkbench.app.chart.curve.Points;
import org.dpoworkbench.app.chart.curve.Positions;
import org.dpoworkbench.app.chart.curve.Span;
import org.dpoworkbench.app.window.model.chart.Part.Smoothing;
import org.dpoworkbench.app.window.model.chart.Part.Where;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.metric.Metric;

/// Prepares charts: everything that takes time with the number of points happens here. Runs in the background, one
/// order at a time; what it made before is kept.
public final class Draughtsman {
    private final CurveCache curves = new CurveCache();
    private final Readings readings = new Readings();

    /// A chart to prepare.
    ///
    /// @param columns pixel columns between the ends of its horizontal axis
    /// @param log     whether its vertical axis is to be logarithmic
    public record Order(Panel panel, int columns, boolean log) {}

    /// A prepared chart with what is to be said at it.
    public record Prepared(Panel panel, Drawing drawing, List<Alarm> alarms) {}

    /// The charts, in the order of the orders. Charts with a common axis span the same.
    public List<Prepared> prepare(Scene scene, List<Order> orders) {
        Map<String, ChartRun> runs = scene.byId();
        Span visible = scene.visible();
        List<Content> contents = new ArrayList<>();
        Map<String, Span> axes = new HashMap<>();
        for (Order order : orders) {
            Content content = new Content(order, scene, runs, visible);
            contents.add(content);
            content.span().ifPresent(span -> axes.merge(axisOf(order), span, Span::and));
        }
        return contents.stream()
                .map(content -> content.prepared(Optional.ofNullable(axes.get(axisOf(content.order)))))
                .toList();
    }

    private static String axisOf(Order order) {
        return order.panel().axis() + (order.log() ? "/log" : "");
    }

    /// What one chart shows.
    private final class Content {
        private final Order order;
        private final Scene scene;
        private final Span visible;
        private final List<Line> lines = new ArrayList<>();
        private final List<Level> levels = new ArrayList<>();
        private final List<Mark> marks = new ArrayList<>();
        private final List<Alarm> alarms = new ArrayList<>();

        Content(Order order, Scene scene, Map<String, ChartRun> runs, Span visible) {
            this.order = order;
            this.scene = scene;
            this.visible = visible;
            List<ChartRun> shown = order.panel().runs().stream()
                    .map(runs::get)
                    .filter(run -> run != null)
                    .toList();
            Topic topic = order.panel().topic();
            for (Part part : topic.parts()) {
                if (part.smoothing() == Smoothing.WITH_RAW && scene.share() > 0) {
                    shown.forEach(run -> add(run, part, Form.RAW, 0, ""));
                }
            }
            for (Part part : topic.parts()) {
                double share = part.smoothing() == Smoothing.NONE ? 0 : scene.share();
                shown.forEach(run -> add(run, part, part.form(), share, part.name()));
            }
            levels.addAll(scene.baseline().isPresent() ? Levels.ofDifference() : Levels.of(topic, shown));
            for (ChartRun run : shown) {
                Positions positions = Positions.of(run.curves(), scene.domain());
                for (Alarm alarm : Alarm.of(run, topic)) {
                    alarms.add(alarm);
                    marks.add(new Mark(positions.of(alarm.step()), alarm.alarm()));
                }
            }
        }

        private void add(ChartRun run, Part part, Form form, double share, String name) {
            Series series = scene.baseline()
                    .map(baseline -> readings.difference(run, baseline, part))
                    .orElseGet(() -> readings.of(run, part));
            if (series.isEmpty()) {
                return;
            }
            Positions positions = Positions.of(run.curves(), scene.domain());
            var source = new Source(
                    run.id() + scene.baseline().map(base -> "-" + base.id()).orElse(""), part.column());
            Points points =
                    curves.line(source, series, positions, new Look(scene.domain(), visible, order.columns(), share));
            if (part.where() == Where.HELD_OUT && part.metric().equals(Metric.REWARDS_ACCURACIES.key())) {
                points = Intervals.around(
                        points,
                        series,
                        positions,
                        run.curves(),
                        scene.baseline().isEmpty());
            }
            lines.add(new Line(order.log() ? points.positive() : points, run.look(), form, name));
        }

        private boolean log() {
            return order.log()
                    && lines.stream()
                            .anyMatch(line -> line.points()
                                    .span(visible.from(), visible.to())
                                    .isPresent());
        }

        Optional<Span> span() {
            Optional<Span> data = lines.stream()
                    .map(line -> line.points().span(visible.from(), visible.to()))
                    .reduce(Optional.empty(), Span::union);
            return data.map(span -> VerticalAxis.around(
                    span, levels, scaleNow(), scene.baseline().isPresent()));
        }

        private VerticalAxis.Kind scaleNow() {
            if (log()) {
                return VerticalAxis.Kind.LOGARITHMIC;
            }
            return order.panel().topic().scale() == Topic.Scale.SHARE
                    ? VerticalAxis.Kind.SHARE
                    : VerticalAxis.Kind.LINEAR;
        }

        Prepared prepared(Optional<Span> axis) {
            Span y = axis.orElse(new Span(0, 1));
            return new Prepared(
                    order.panel(),
                    new Drawing(scene.domain(), visible, y, log(), lines, levels, marks),
                    List.copyOf(alarms));
        }
    }
}
