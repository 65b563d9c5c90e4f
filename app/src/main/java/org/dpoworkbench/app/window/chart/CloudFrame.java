package org.dpoworkbench.app.window.chart;

import java.util.OptionalDouble;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.dpoworkbench.app.chart.AxisRange;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.present.Numbers;

/// What lies behind a cloud's dots: axes with one scale, the quadrant where both fall, the lines of equal
/// margin.
///
/// @param range  of both axes
/// @param target the margin that the loss aims at
/// @param labels in words
record CloudFrame(AxisRange range, OptionalDouble target, CloudLabels labels, ScreenTheme theme) {
    static final double LEFT = 46;
    static final double BOTTOM = 34;
    static final double TOP = 6;
    static final double RIGHT = 8;
    private static final double LETTER = 6; // mean width in pixels

    /// Side of the plot in a pane of this size.
    static double side(double width, double height) {
        return Math.max(20, Math.floor(Math.min(width - LEFT - RIGHT, height - TOP - BOTTOM)));
    }

    void paint(Canvas canvas, double side) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.save();
        g.translate(LEFT, TOP);
        g.setFont(Paints.FONT);
        double zeroX = range.share(0) * side;
        double zeroY = side - zeroX;
        g.setFill(Paints.quiet(theme).deriveColor(0, 1, 1, 0.10));
        g.fillRect(0, zeroY, zeroX, side - zeroY);
        ticks(g, side);
        g.setStroke(Paints.quiet(theme));
        g.setLineWidth(1);
        g.strokeLine(Paints.sharp(zeroX), 0, Paints.sharp(zeroX), side);
        g.strokeLine(0, Paints.sharp(zeroY), side, Paints.sharp(zeroY));
        margin(g, side, 0, Paints.ink(theme));
        target.ifPresent(h -> {
            g.setLineDashes(6, 4);
            margin(g, side, h, Paints.ink(theme));
            g.setLineDashes();
            name(g, side, h);
        });
        words(g, side, zeroX);
        g.restore();
    }

    private void ticks(GraphicsContext g, double side) {
        g.setStroke(Paints.grid(theme));
        g.setFill(Paints.quiet(theme));
        g.setLineWidth(1);
        for (double tick : range.ticks()) {
            double x = Paints.sharp(range.share(tick) * side);
            double y = Paints.sharp(side - range.share(tick) * side);
            g.strokeLine(x, 0, x, side);
            g.strokeLine(0, y, side, y);
            String text = Numbers.rounded(tick, 6);
            g.setTextAlign(TextAlignment.CENTER);
            g.setTextBaseline(VPos.TOP);
            g.fillText(text, x, side + 3);
            g.setTextAlign(TextAlignment.RIGHT);
            g.setTextBaseline(VPos.CENTER);
            g.fillText(text, -5, y);
        }
    }

    /// The line on which chosen − rejected is `h`.
    private void margin(GraphicsContext g, double side, double h, Color color) {
        double from = Math.max(range.low(), range.low() - h);
        double to = Math.min(range.high(), range.high() - h);
        if (from < to) {
            g.setStroke(color);
            g.strokeLine(
                    range.share(from) * side,
                    side - range.share(from + h) * side,
                    range.share(to) * side,
                    side - range.share(to + h) * side);
        }
    }

    private void name(GraphicsContext g, double side, double h) {
        double at = range.low() + 0.5 * (range.high() - h - range.low());
        g.save();
        g.translate(range.share(at) * side, side - range.share(at + h) * side);
        g.rotate(-45);
        g.setFill(Paints.ink(theme));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.BOTTOM);
        g.fillText(labels.target(), 0, -3);
        g.restore();
    }

    /// The name and number, or the number alone, or nothing, as room is.
    private static String fitting(String text, double room) {
        String number = text.substring(text.lastIndexOf(' ') + 1);
        if (text.length() * LETTER + 8 <= room) {
            return text;
        }
        return number.length() * LETTER + 8 <= room ? number : "";
    }

    private void words(GraphicsContext g, double side, double zeroX) {
        g.setFill(Paints.quiet(theme));
        CloudLabels.Corners corners = labels.corners();
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.TOP);
        g.fillText(fitting(corners.topLeft(), zeroX), 5, 3);
        g.setTextBaseline(VPos.BOTTOM);
        g.fillText(fitting(corners.bottomLeft(), zeroX), 5, side - 3);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(fitting(corners.bottomRight(), side - zeroX), side - 4, side - 3);
        g.setTextBaseline(VPos.TOP);
        g.fillText(fitting(corners.topRight(), side - zeroX), side - 4, 3);
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.BOTTOM);
        g.fillText(labels.x(), side / 2, side + BOTTOM - 1);
        g.save();
        g.translate(-LEFT + 2, side / 2);
        g.rotate(-90);
        g.setTextBaseline(VPos.TOP);
        g.fillText(labels.y(), 0, 0);
        g.restore();
    }
}
