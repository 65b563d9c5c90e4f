package org.dpoworkbench.app.window.data;

import javafx.beans.value.ObservableValue;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.dpoworkbench.app.chart.HistogramChart;
import org.dpoworkbench.app.chart.ScreenTheme;

/// A piece of a histogram's fill, for a legend: the first filled, the second an outline.
final class SeriesMark extends Canvas {
    private static final double WIDTH = 18;
    private static final double HEIGHT = 11;

    SeriesMark(int series, ObservableValue<ScreenTheme> theme) {
        super(WIDTH, HEIGHT);
        theme.subscribe(now -> draw(series, now));
    }

    private void draw(int series, ScreenTheme theme) {
        int rgb = HistogramChart.rgb(series, theme.dark());
        Color color = Color.rgb(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
        GraphicsContext g = getGraphicsContext2D();
        g.clearRect(0, 0, WIDTH, HEIGHT);
        g.setStroke(color);
        if (series == 0) {
            g.setFill(color.deriveColor(0, 1, 1, 0.45));
            g.fillRect(0, 0, WIDTH, HEIGHT);
        } else {
            g.setLineWidth(1.6);
            g.strokeRect(1, 1, WIDTH - 2, HEIGHT - 2);
        }
    }
}
