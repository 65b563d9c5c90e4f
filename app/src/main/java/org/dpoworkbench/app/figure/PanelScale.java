package org.dpoworkbench.app.figure;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.data.Range;

/// What the vertical axes of panels of curves span.
final class PanelScale {
    private static final double PADDING = 0.06;
    /// A level this many spans of the data away would flatten the curves: it is named at the edge instead.
    private static final double REACH = 1.5;

    private static final double LOG_PADDING = 1.5;

    private PanelScale() {}

    /// The values from which to which the panel runs, over the steps that are drawn.
    static Range of(CurvePanel panel, Figure figure, FigureOptions options) {
        return switch (panel.scale()) {
            case SHARE -> share(alike(panel, figure), options);
            case LINEAR -> linear(List.of(panel), options);
            case LINEAR_SHARED -> linear(alike(panel, figure), options);
            case LOG_SHARED -> logarithmic(alike(panel, figure), options);
        };
    }

    /// Whether the level lies on the axis; one that does not is only named.
    static boolean shows(Range range, Level level) {
        return range.contains(level.value());
    }

    private static List<CurvePanel> alike(CurvePanel panel, Figure figure) {
        return figure.curvePanels().stream()
                .filter(other -> other.scale() == panel.scale())
                .toList();
    }

    private static Range linear(List<CurvePanel> panels, FigureOptions options) {
        DoubleSummaryStatistics data = values(panels, options, Double.NEGATIVE_INFINITY);
        if (data.getCount() == 0) {
            return new Range(0, 1);
        }
        double span = data.getMax() - data.getMin();
        double reach = REACH * (span > 0 ? span : Math.max(1e-9, Math.abs(data.getMax())));
        DoubleSummaryStatistics all = DoubleStream.concat(
                        DoubleStream.of(data.getMin(), data.getMax()),
                        levels(panels)
                                .filter(level -> level >= data.getMin() - reach && level <= data.getMax() + reach))
                .summaryStatistics();
        double padding = padding(all);
        // The name of a level stands above it and needs room.
        boolean levelOnTop =
                levels(panels).anyMatch(level -> level <= all.getMax() && level >= all.getMax() - 2 * padding);
        return new Range(all.getMin() - padding, all.getMax() + (levelOnTop ? 2.2 : 1) * padding);
    }

    /// Room at either end; a curve that is one value gets an axis all the same.
    private static double padding(DoubleSummaryStatistics all) {
        double padding = PADDING * (all.getMax() - all.getMin());
        if (padding > 0) {
            return padding;
        }
        return all.getMax() == 0 ? 1 : 0.1 * Math.abs(all.getMax());
    }

    /// Up to 1, and from a little below the lowest value, always with the level of chance in sight.
    private static Range share(List<CurvePanel> panels, FigureOptions options) {
        DoubleSummaryStatistics data = values(panels, options, Double.NEGATIVE_INFINITY);
        double lowest = data.getCount() == 0 ? 0 : data.getMin();
        double from = Math.clamp(Math.floor(10 * lowest) / 10, 0, 0.4);
        return new Range(from - 0.02, 1.03);
    }

    private static Range logarithmic(List<CurvePanel> panels, FigureOptions options) {
        DoubleSummaryStatistics positive = values(panels, options, 0);
        levels(panels).filter(level -> level > 0).forEach(positive::accept);
        if (positive.getCount() == 0) {
            return new Range(0.1, 10);
        }
        double low = positive.getMin() / LOG_PADDING;
        double high = positive.getMax() * LOG_PADDING;
        // A power of ten, so a tick, is always in sight.
        return new Range(Math.min(low, Math.pow(10, Math.floor(Math.log10(high)))) / 1.0001, high);
    }

    /// Over all values and ends of intervals above `above`.
    private static DoubleSummaryStatistics values(List<CurvePanel> panels, FigureOptions options, double above) {
        DoubleSummaryStatistics all = new DoubleSummaryStatistics();
        for (CurvePanel panel : panels) {
            for (Curve curve : panel.curves()) {
                Points points = panel.across().steps() ? options.inRange(curve.points()) : curve.points();
                for (int i = 0; i < points.size(); i++) {
                    accept(all, points.y(i), above);
                    accept(all, points.low(i), above);
                    accept(all, points.high(i), above);
                }
            }
        }
        return all;
    }

    /// NaN is above nothing.
    private static void accept(DoubleSummaryStatistics all, double value, double above) {
        if (value > above) {
            all.accept(value);
        }
    }

    private static DoubleStream levels(List<CurvePanel> panels) {
        return panels.stream().flatMap(panel -> panel.levels().stream()).mapToDouble(Level::value);
    }
}
