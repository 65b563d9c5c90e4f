package org.dpoworkbench.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.app.present.RunLook;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/// Colours, type and strokes of charts on the screen.
///
/// @param dark  whether the ground is dark
/// @param ink   axes and type
/// @param quiet ticks' labels and notes
/// @param grid  lines behind the data
public record ScreenTheme(boolean dark, Color ink, Color quiet, Color grid, Font font) {
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final int FAINT_ALPHA = 70;
    private static final int VEIL_ALPHA = 40;
    private static final Color DARK_GROUND = new Color(0x0D1117);
    private static final Color ALARM_ON_LIGHT = new Color(0xCF222E);
    private static final Color ALARM_ON_DARK = new Color(0xF85149);

    public static final ScreenTheme LIGHT =
            new ScreenTheme(false, new Color(0x24292F), new Color(0x57606A), new Color(0xE3E6EA), FONT);
    public static final ScreenTheme DARK =
            new ScreenTheme(true, new Color(0xE6EDF3), new Color(0x9198A1), new Color(0x30363D), FONT);

    public static ScreenTheme of(boolean dark) {
        return dark ? DARK : LIGHT;
    }

    /// The run's colour on this ground.
    public Color color(RunLook look) {
        return new Color(look.rgb(dark));
    }

    /// The run's colour for raw lines behind smoothed ones.
    public Color faint(RunLook look) {
        return withAlpha(color(look), FAINT_ALPHA);
    }

    /// The run's colour for areas behind lines.
    public Color veil(RunLook look) {
        return withAlpha(color(look), VEIL_ALPHA);
    }

    /// The colour of what charts lie on.
    public Color ground() {
        return dark ? DARK_GROUND : Color.WHITE;
    }

    /// The ground, so thin that lines show through, for under type that lies on lines.
    public Color veilOfGround() {
        return withAlpha(ground(), 190);
    }

    /// The colour of a place where something was told.
    ///
    /// @param alarm whether that was an alarm
    public Color mark(boolean alarm) {
        return alarm ? dark ? ALARM_ON_DARK : ALARM_ON_LIGHT : quiet;
    }

    private static Color withAlpha(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    /// The run's line of this width in pixels.
    public BasicStroke stroke(RunLook look, float width) {
        if (look.dash().isEmpty()) {
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
        }
        List<Float> dash = new ArrayList<>(look.dash());
        float[] lengths = new float[dash.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = dash.get(i) * 1.3f;
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, lengths, 0);
    }

    /// Dresses a chart with one plot of values: no background of its own, quiet axes, horizontal grid lines.
    public void apply(JFreeChart chart) {
        chart.setBackgroundPaint(null);
        chart.setBorderVisible(false);
        chart.setPadding(new RectangleInsets(2, 2, 2, 6));
        chart.setAntiAlias(true);
        XYPlot plot = chart.getXYPlot();
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(grid);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        dress(plot.getDomainAxis());
        dress(plot.getRangeAxis());
    }

    public void dress(ValueAxis axis) {
        axis.setLabelFont(font);
        axis.setTickLabelFont(font);
        axis.setLabelPaint(quiet);
        axis.setTickLabelPaint(quiet);
        axis.setAxisLinePaint(grid);
        axis.setTickMarksVisible(false);
    }
}
