package org.dpoworkbench.app.window.chart;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.dpoworkbench.app.chart.AxisRange;
import org.dpoworkbench.app.chart.Histogram;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.present.RunLook;

/// Histograms of several runs over each other, each an outline in its run's colour and dash.
public final class OutlineHistograms extends Region {
    private static final double BOTTOM = 16;
    private static final double TOP = 16;
    private static final double SIDE = 6;

    private final Canvas canvas = new Canvas();
    private String title = "";
    private AxisRange range = AxisRange.holding(-1, 1, 4);
    private List<Outline> outlines = List.of();
    private ScreenTheme theme = ScreenTheme.LIGHT;

    /// A run's histogram and how the run is drawn.
    public record Outline(Histogram histogram, RunLook look) {}

    public OutlineHistograms(String accessibleText) {
        setAccessibleText(accessibleText);
        setMinSize(60, 56);
        getChildren().setAll(canvas);
    }

    /// @param counted what is counted, with its unit
    public void show(String counted, AxisRange axis, List<Outline> runs, ScreenTheme colours) {
        title = counted;
        range = axis;
        outlines = List.copyOf(runs);
        theme = colours;
        draw();
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            draw();
        }
    }

    private void draw() {
        double width = canvas.getWidth() - 2 * SIDE;
        double base = canvas.getHeight() - BOTTOM;
        if (width <= 0 || base <= TOP) {
            return;
        }
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.setFont(Paints.FONT);
        g.setFill(Paints.quiet(theme));
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.TOP);
        g.fillText(title, SIDE, 0, width);
        g.setStroke(Paints.grid(theme));
        g.setLineWidth(1);
        g.setTextAlign(TextAlignment.CENTER);
        for (double tick : range.ticks()) {
            double x = Paints.sharp(SIDE + range.share(tick) * width);
            g.strokeLine(x, TOP, x, base);
            g.fillText(Numbers.rounded(tick, 6), x, base + 2);
        }
        g.setStroke(Paints.quiet(theme));
        g.strokeLine(SIDE, Paints.sharp(base), SIDE + width, Paints.sharp(base));
        double zero = Paints.sharp(SIDE + range.share(0) * width);
        g.strokeLine(zero, TOP, zero, base);
        int highest =
                outlines.stream().mapToInt(o -> o.histogram().highest()).max().orElse(0);
        outlines.forEach(outline -> outline(g, outline, width, base, highest));
    }

    private void outline(GraphicsContext g, Outline outline, double width, double base, int highest) {
        int[] counts = outline.histogram().counts();
        Color color = Paints.of(outline.look().rgb(theme.dark()));
        g.beginPath();
        g.moveTo(SIDE, base);
        for (int i = 0; i < counts.length; i++) {
            double y = base - (base - TOP) * counts[i] / Math.max(1, highest);
            g.lineTo(SIDE + width * i / counts.length, y);
            g.lineTo(SIDE + width * (i + 1) / counts.length, y);
        }
        g.lineTo(SIDE + width, base);
        g.setFill(color.deriveColor(0, 1, 1, 0.15));
        g.fill();
        g.setStroke(color);
        g.setLineWidth(1.5);
        g.setLineDashes(
                outline.look().dash().stream().mapToDouble(Float::doubleValue).toArray());
        g.stroke();
        g.setLineDashes();
    }
}
