package org.dpoworkbench.app.window.data;

import javafx.beans.value.ObservableValue;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.dpoworkbench.app.chart.HistogramChart;
import org.dpoworkbench.app.chart.ScreenTheme;

/// A piece of a histogram's fill, for a legend: the first plain, the second hatched.
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
            g.setFill(color.deriveColor(0, 1, 1, 0.35));
            g.fillRect(0, 0, WIDTH, HEIGHT);
        } else {
            for (double x = -HEIGHT; x < WIDTH; x += 5) {
                g.strokeLine(x, HEIGHT, x + HEIGHT, 0);
            }
        }
        g.strokeRect(0.5, 0.5, WIDTH - 1, HEIGHT - 1);
    }
}
