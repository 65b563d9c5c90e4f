package org.dpoworkbench.app.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;

/// The few ways in which a curve is drawn, each for a dataset of one series.
final class CurveRenderers {
    static final float FAINT_WIDTH = 0.5f;
    static final float STRONG_WIDTH = 1.3f;
    static final double MARKER_SIZE = 4.2;
    static final double HOLLOW_SIZE = 6.5;
    private static final float OUTLINE_WIDTH = 0.8f;

    private CurveRenderers() {}

    /// Every step as it was.
    static XYItemRenderer faint(RunStyle style) {
        XYLineAndShapeRenderer renderer = lines();
        renderer.setSeriesPaint(0, style.faint());
        renderer.setSeriesStroke(0, new BasicStroke(FAINT_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        return renderer;
    }

    /// The smoothed line; a curve of one point is a marker, as it has no line.
    static XYItemRenderer strong(RunStyle style, boolean onePoint) {
        XYLineAndShapeRenderer renderer = lines();
        renderer.setSeriesPaint(0, style.color());
        renderer.setSeriesStroke(0, style.line(STRONG_WIDTH));
        renderer.setSeriesShapesVisible(0, onePoint);
        renderer.setSeriesShape(0, style.marker(0.6 * MARKER_SIZE));
        return renderer;
    }

    /// A line alone, of another width.
    static XYItemRenderer outline(RunStyle style, float width) {
        XYLineAndShapeRenderer renderer = lines();
        renderer.setSeriesPaint(0, style.color());
        renderer.setSeriesStroke(0, style.line(width));
        return renderer;
    }

    /// Filled markers with a white rim, so that they stand off the lines they lie on.
    static XYItemRenderer markers(RunStyle style, boolean joined) {
        XYLineAndShapeRenderer renderer = shaped(style);
        renderer.setSeriesLinesVisible(0, joined);
        renderer.setSeriesPaint(0, style.color());
        renderer.setSeriesFillPaint(0, style.color());
        renderer.setSeriesOutlinePaint(0, Color.WHITE);
        renderer.setSeriesStroke(0, style.line(STRONG_WIDTH));
        return renderer;
    }

    /// Hollow markers, joined by a thin line.
    static XYItemRenderer hollow(RunStyle style) {
        XYLineAndShapeRenderer renderer = shaped(style);
        renderer.setSeriesLinesVisible(0, true);
        renderer.setSeriesPaint(0, style.color());
        renderer.setSeriesFillPaint(0, Color.WHITE);
        renderer.setSeriesOutlinePaint(0, style.color());
        renderer.setSeriesStroke(0, style.line(FAINT_WIDTH));
        // The reference and the untrained policy write the same: a wide ring shows around the policy's marker.
        renderer.setSeriesShape(0, style.marker(HOLLOW_SIZE));
        return renderer;
    }

    /// The area between the ends of the intervals.
    static XYItemRenderer band(RunStyle style) {
        DeviationRenderer renderer = new DeviationRenderer(false, false);
        renderer.setSeriesFillPaint(0, style.veil());
        renderer.setAlpha(1);
        return renderer;
    }

    /// One interval as a vertical line.
    static XYItemRenderer bar(RunStyle style) {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setDefaultShapesVisible(false);
        renderer.setCapLength(4);
        renderer.setSeriesPaint(0, style.color());
        renderer.setErrorStroke(style.line(OUTLINE_WIDTH));
        return renderer;
    }

    private static XYLineAndShapeRenderer lines() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        // Segment by segment, every one would begin its dashes anew.
        renderer.setDrawSeriesLineAsPath(true);
        return renderer;
    }

    private static XYLineAndShapeRenderer shaped(RunStyle style) {
        XYLineAndShapeRenderer renderer = lines();
        renderer.setSeriesShapesVisible(0, true);
        renderer.setSeriesShapesFilled(0, true);
        renderer.setUseFillPaint(true);
        renderer.setUseOutlinePaint(true);
        renderer.setDrawOutlines(true);
        renderer.setSeriesShape(0, style.marker(MARKER_SIZE));
        renderer.setSeriesOutlineStroke(0, new BasicStroke(OUTLINE_WIDTH));
        return renderer;
    }
}
