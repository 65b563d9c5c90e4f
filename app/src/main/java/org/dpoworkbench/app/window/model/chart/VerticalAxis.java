package org.dpoworkbench.app.window.model.chart;

import java.util.List;
import org.dpoworkbench.app.chart.curve.Drawing.Level;
import org.dpoworkbench.app.chart.curve.Span;

/// What a vertical axis spans.
final class VerticalAxis {
    private static final double PADDING = 0.06;
    /// A level this many spans of the data away would flatten the curves: it is named at the edge instead.
    private static final double REACH = 1.5;

    private static final double LOG_PADDING = 1.5;

    private VerticalAxis() {}

    enum Kind {
        LINEAR,
        LOGARITHMIC,
        SHARE
    }

    /// @param data       lowest and highest value
    /// @param difference whether the values are differences, which a share's limits do not hold for
    static Span around(Span data, List<Level> levels, Kind kind, boolean difference) {
        return switch (kind) {
            case LINEAR -> linear(data, levels);
            case LOGARITHMIC -> logarithmic(data, levels);
            case SHARE -> difference ? linear(data, levels) : share(data);
        };
    }

    private static Span linear(Span data, List<Level> levels) {
        double size = Math.max(Math.abs(data.from()), Math.abs(data.to()));
        double reach = REACH * (data.length() > 0 ? data.length() : Math.max(1e-9, size));
        Span all = data;
        for (Level level : levels) {
            if (level.value() >= data.from() - reach && level.value() <= data.to() + reach) {
                all = all.and(new Span(level.value(), level.value()));
            }
        }
        double padding = all.length() > 0 ? PADDING * all.length() : size > 0 ? 0.1 * size : 1;
        double top = all.to();
        // The name of a level stands above it and needs room.
        boolean named = levels.stream()
                .anyMatch(level -> !level.label().isEmpty() && level.value() <= top && level.value() > top - padding);
        return new Span(all.from() - padding, top + (named ? 2.5 : 1) * padding);
    }

    /// Up to 1, and from a little below the lowest value, with one half always in sight.
    private static Span share(Span data) {
        double from = Math.clamp(Math.floor(10 * data.from()) / 10, 0, 0.4);
        return new Span(from - 0.03, 1.04);
    }

    private static Span logarithmic(Span data, List<Level> levels) {
        Span all = data;
        for (Level level : levels) {
            if (level.value() > 0) {
                all = all.and(new Span(level.value(), level.value()));
            }
        }
        double high = all.to() * LOG_PADDING;
        // A power of ten, so a tick, is always in sight.
        return new Span(Math.min(all.from() / LOG_PADDING, Math.pow(10, Math.floor(Math.log10(high)))) / 1.0001, high);
    }
}
