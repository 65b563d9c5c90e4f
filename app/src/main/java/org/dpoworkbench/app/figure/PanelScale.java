package org.dpoworkbench.app.figure;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.data.Range;

/// What the vertical axes of a figure span.
final class PanelScale {
    private static final double PADDING = 0.06;
    /// A level this many spans of the data away would flatten the curves: it is named at the edge instead.
    private static final double REACH = 1.5;

    private static final double LOG_PADDING = 1.5;

    private PanelScale() {}

    /// The values from which to which the panel runs.
    static Range of(Panel panel, Figure figure) {
        return switch (panel.scale()) {
            case SHARE -> share(alike(panel, figure));
            case LINEAR -> linear(List.of(panel));
            case LINEAR_SHARED -> linear(alike(panel, figure));
            case LOG_SHARED -> logarithmic(alike(panel, figure));
        };
    }

    /// Whether the level lies on the axis; one that does not is only named.
    static boolean shows(Range range, Level level) {
        return range.contains(level.value());
    }

    private static List<Panel> alike(Panel panel, Figure figure) {
        return figure.panels().stream()
                .filter(other -> other.scale() == panel.scale())
                .toList();
    }

    private static Range linear(List<Panel> panels) {
        DoubleSummaryStatistics data = values(panels).summaryStatistics();
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
    private static Range share(List<Panel> panels) {
        double lowest = values(panels).min().orElse(0);
        double from = Math.clamp(Math.floor(10 * lowest) / 10, 0, 0.4);
        return new Range(from - 0.02, 1.03);
    }

    private static Range logarithmic(List<Panel> panels) {
        DoubleSummaryStatistics positive = DoubleStream.concat(values(panels), levels(panels))
                .filter(value -> value > 0)
                .summaryStatistics();
        if (positive.getCount() == 0) {
            return new Range(0.1, 10);
        }
        double low = positive.getMin() / LOG_PADDING;
        double high = positive.getMax() * LOG_PADDING;
        // A power of ten, so a tick, is always in sight.
        return new Range(Math.min(low, Math.pow(10, Math.floor(Math.log10(high)))) / 1.0001, high);
    }

    private static DoubleStream values(List<Panel> panels) {
        return dots(panels)
                .flatMapToDouble(dot -> dot.hasInterval()
                        ? DoubleStream.of(dot.low(), dot.value(), dot.high())
                        : DoubleStream.of(dot.value()));
    }

    private static Stream<Dot> dots(List<Panel> panels) {
        return panels.stream()
                .flatMap(panel -> panel.curves().stream())
                .flatMap(curve -> curve.dots().stream())
                .filter(dot -> !dot.isGap());
    }

    private static DoubleStream levels(List<Panel> panels) {
        return panels.stream().flatMap(panel -> panel.levels().stream()).mapToDouble(Level::value);
    }
}
