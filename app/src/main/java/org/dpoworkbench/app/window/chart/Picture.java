package org.dpoworkbench.app.window.chart;

import org.dpoworkbench.app.chart.ChartImage;
import org.dpoworkbench.app.chart.LineChart;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.window.model.chart.Draughtsman.Prepared;

/// A chart drawn for one card: what is shown, and how it looks at one size.
record Picture(Prepared prepared, Size size, ScreenTheme theme, ChartImage image) {

    /// A card's room for its chart, in the window's units.
    ///
    /// @param scale pixels a unit
    record Size(int width, int height, double scale) {}

    static Picture of(Prepared prepared, Size size, ScreenTheme theme) {
        return new Picture(
                prepared,
                size,
                theme,
                ChartImage.of(LineChart.of(prepared.drawing(), theme), size.width(), size.height(), size.scale()));
    }

    /// Whether drawing it anew would give the same.
    boolean shows(Prepared other, Size otherSize, ScreenTheme otherTheme) {
        return prepared.equals(other) && size.equals(otherSize) && theme.equals(otherTheme);
    }
}
