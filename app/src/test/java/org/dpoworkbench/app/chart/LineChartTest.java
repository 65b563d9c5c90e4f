package org.dpoworkbench.app.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.dpoworkbench.app.chart.curve.Domain;
import org.dpoworkbench.app.chart.curve.Drawing;
import org.dpoworkbench.app.chart.curve.Drawing.Form;
import org.dpoworkbench.app.chart.curve.Drawing.Level;
import org.dpoworkbench.app.chart.curve.Drawing.Line;
import org.dpoworkbench.app.chart.curve.Drawing.Mark;
import org.dpoworkbench.app.chart.curve.Points;
import org.dpoworkbench.app.chart.curve.Span;
import org.dpoworkbench.app.present.RunLook;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.junit.jupiter.api.Test;

class LineChartTest {
    private static final Points POINTS =
            new Points.Builder().add(0, 1).add(50, 3).add(100, 2).build();

    @Test
    void axesSpanWhatTheDrawingSays() {
        XYPlot plot = chart(false, new Span(0.5, 4)).getXYPlot();
        assertThat(plot.getDomainAxis().getRange()).isEqualTo(new Range(0, 100));
        assertThat(plot.getRangeAxis().getRange()).isEqualTo(new Range(0.5, 4));
    }

    @Test
    void aLogarithmicAxisStartsWhereTheDrawingSaysAndNotAtTheLibrarysSmallestValue() {
        XYPlot plot = chart(true, new Span(0.01, 100)).getXYPlot();
        assertThat(plot.getRangeAxis()).isInstanceOfSatisfying(LogAxis.class, axis -> {
            assertThat(axis.getSmallestValue()).isEqualTo(0.01);
            assertThat(axis.getRange()).isEqualTo(new Range(0.01, 100));
        });
    }

    @Test
    void everyLineIsADatasetWithAllItsPoints() {
        XYPlot plot = chart(false, new Span(0.5, 4)).getXYPlot();
        assertThat(plot.getDatasetCount()).isEqualTo(1);
        assertThat(plot.getDataset(0).getItemCount(0)).isEqualTo(3);
        assertThat(plot.getDataset(0).getYValue(0, 1)).isEqualTo(3);
    }

    @Test
    void levelsOnTheAxisAreLinesAndThoseBeyondItAreOnlyNamed() {
        XYPlot plot = chart(false, new Span(0.5, 4)).getXYPlot();
        assertThat(plot.getRangeMarkers(Layer.BACKGROUND))
                .extracting(marker -> ((ValueMarker) marker).getValue())
                .containsExactly(2.0);
        assertThat(plot.getDomainMarkers(Layer.BACKGROUND)).hasSize(1);
    }

    @Test
    void chartsOfOneWidthHaveTheirStepsAboveEachOther() {
        ChartImage small = ChartImage.of(chart(false, new Span(0.5, 4)), 400, 200, 1);
        ChartImage large = ChartImage.of(chart(true, new Span(1e-3, 1e6)), 400, 300, 1);
        assertThat(small.area().getMinX()).isCloseTo(large.area().getMinX(), within(1e-9));
        assertThat(small.area().getMaxX()).isCloseTo(large.area().getMaxX(), within(1e-9));
    }

    @Test
    void theCurveIsDrawnInItsRunsColourInItsPlace() {
        ChartImage image = ChartImage.of(chart(false, new Span(0, 4)), 400, 200, 2);
        assertThat(image.columns()).isEqualTo(800);
        assertThat(image.rows()).isEqualTo(400);
        // At step 50 the value is 3, three quarters up.
        int x = (int) Math.round(2 * image.area().getCenterX());
        int y = (int)
                Math.round(2 * (image.area().getMaxY() - 0.75 * image.area().getHeight()));
        assertThat(image.pixels()[y * image.columns() + x] & 0xFFFFFF)
                .isEqualTo(RunLook.of(0).onLight());
    }

    @Test
    void thinnedCurvesHaveAsManyColumnsAsThePicture() {
        ChartImage image = ChartImage.of(chart(false, new Span(0, 4)), 400, 200, 1);
        assertThat(image.area().getWidth()).isEqualTo(LineChart.columns(400));
    }

    @Test
    void aDenseRawLineCoversItsColumnsFromLowestToHighest() {
        var dense = new Points.Builder();
        for (int i = 0; i <= 10_000; i++) {
            dense.add(i / 100.0, i % 2 == 0 ? 1 : 3);
        }
        var line = new Line(dense.build(), RunLook.of(0), Form.RAW, "");
        ChartImage image = ChartImage.of(
                LineChart.of(
                        new Drawing(
                                Domain.STEP,
                                new Span(0, 100),
                                new Span(0, 4),
                                false,
                                List.of(line),
                                List.of(),
                                List.of()),
                        ScreenTheme.LIGHT),
                400,
                200,
                1);
        int x = (int) image.area().getCenterX();
        int middle = (int) image.area().getCenterY();
        int above = (int) (image.area().getMinY() + 0.1 * image.area().getHeight());
        assertThat(image.pixels()[middle * 400 + x] >>> 24).isPositive();
        assertThat(image.pixels()[(above + 2) * 400 + x] >>> 24).isZero();
    }

    private static JFreeChart chart(boolean log, Span y) {
        var line = new Line(POINTS, RunLook.of(0), Form.STRONG, "");
        return LineChart.of(
                new Drawing(
                        Domain.STEP,
                        new Span(0, 100),
                        y,
                        log,
                        List.of(line),
                        List.of(new Level(2, "two"), new Level(1e9, "far")),
                        List.of(new Mark(20, true))),
                ScreenTheme.LIGHT);
    }
}
