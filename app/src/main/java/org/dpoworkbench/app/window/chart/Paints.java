package org.dpoworkbench.app.window.chart;

import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import org.dpoworkbench.app.chart.ScreenTheme;

/// The charts' colours and type as JavaFX has them.
final class Paints {
    static final Font FONT = Font.font("SansSerif", 11);

    private Paints() {}

    static Color of(java.awt.Color color) {
        return Color.rgb(color.getRed(), color.getGreen(), color.getBlue(), color.getAlpha() / 255.0);
    }

    static Color of(int rgb) {
        return Color.rgb(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    static Color ink(ScreenTheme theme) {
        return of(theme.ink());
    }

    static Color quiet(ScreenTheme theme) {
        return of(theme.quiet());
    }

    static Color grid(ScreenTheme theme) {
        return of(theme.grid());
    }

    /// In the middle of a pixel, where a thin line is sharp.
    static double sharp(double at) {
        return Math.floor(at) + 0.5;
    }
}
