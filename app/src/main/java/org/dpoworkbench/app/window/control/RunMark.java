package org.dpoworkbench.app.window.control;

import javafx.beans.value.ObservableValue;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.present.RunLook;

/// A run's colour, dash and marker as a short piece of its line: the same wherever the run appears.
public final class RunMark extends Canvas {
    private static final double WIDTH = 26;
    private static final double HEIGHT = 12;

    private final ObservableValue<ScreenTheme> theme;
    private RunLook look;

    public RunMark(RunLook look, ObservableValue<ScreenTheme> theme) {
        super(WIDTH, HEIGHT);
        this.look = look;
        this.theme = theme;
        theme.subscribe(_ -> draw());
    }

    public void show(RunLook other) {
        look = other;
        draw();
    }

    private void draw() {
        GraphicsContext g = getGraphicsContext2D();
        g.clearRect(0, 0, WIDTH, HEIGHT);
        int rgb = look.rgb(theme.getValue().dark());
        Color color = Color.rgb(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
        g.setStroke(color);
        g.setFill(color);
        g.setLineWidth(2);
        g.setLineDashes(look.dash().stream().mapToDouble(Float::doubleValue).toArray());
        double middle = HEIGHT / 2;
        g.strokeLine(0, middle, WIDTH, middle);
        g.setLineDashes();
        double x = WIDTH / 2;
        double r = 4;
        switch (look.marker()) {
            case CIRCLE -> g.fillOval(x - r, middle - r, 2 * r, 2 * r);
            case SQUARE -> g.fillRect(x - r, middle - r, 2 * r, 2 * r);
            case TRIANGLE ->
                g.fillPolygon(new double[] {x, x + r, x - r}, new double[] {middle - r, middle + r, middle + r}, 3);
            case TRIANGLE_DOWN ->
                g.fillPolygon(new double[] {x, x + r, x - r}, new double[] {middle + r, middle - r, middle - r}, 3);
            case DIAMOND ->
                g.fillPolygon(
                        new double[] {x, x + r, x, x - r}, new double[] {middle - r, middle, middle + r, middle}, 4);
        }
    }
}
