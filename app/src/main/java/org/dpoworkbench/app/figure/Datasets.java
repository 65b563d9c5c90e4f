package org.dpoworkbench.app.figure;

import java.util.List;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/// Dots as JFreeChart's datasets, one curve in each, so that each has its own renderer.
final class Datasets {
    private Datasets() {}

    static XYDataset line(Curve curve, List<Dot> dots) {
        XYSeries series = new XYSeries(curve.metric().key(), false, true);
        for (Dot dot : dots) {
            series.add(dot.step(), dot.value(), false);
        }
        return new XYSeriesCollection(series);
    }

    static XYDataset intervals(Curve curve, List<Dot> dots) {
        YIntervalSeries series = new YIntervalSeries(curve.metric().key(), false, true);
        for (Dot dot : dots) {
            series.add(dot.step(), dot.value(), dot.low(), dot.high());
        }
        YIntervalSeriesCollection collection = new YIntervalSeriesCollection();
        collection.addSeries(series);
        return collection;
    }
}
