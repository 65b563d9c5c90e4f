package org.dpoworkbench.app.figure;

import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/// Points as JFreeChart's datasets, one curve in each, so that each has its own renderer.
final class Datasets {
    private Datasets() {}

    static XYDataset line(String key, Points points) {
        XYSeries series = new XYSeries(key, false, true);
        for (int i = 0; i < points.size(); i++) {
            series.add(points.x(i), points.y(i), false);
        }
        return new XYSeriesCollection(series);
    }

    static XYDataset intervals(String key, Points points) {
        YIntervalSeries series = new YIntervalSeries(key, false, true);
        for (int i = 0; i < points.size(); i++) {
            series.add(points.x(i), points.y(i), points.low(i), points.high(i));
        }
        YIntervalSeriesCollection collection = new YIntervalSeriesCollection();
        collection.addSeries(series);
        return collection;
    }
}
