package org.dpoworkbench.app.chart;

import org.dpoworkbench.app.chart.curve.Points;
import org.jfree.data.xy.AbstractIntervalXYDataset;

/// One curve as JFreeChart reads it: straight from its arrays, with no object a point and no event a change.
final class PointsDataset extends AbstractIntervalXYDataset {
    private static final long serialVersionUID = 1;

    private final transient Points points;
    private final String name;

    PointsDataset(Points points, String name) {
        this.points = points;
        this.name = name;
    }

    @Override
    public int getSeriesCount() {
        return 1;
    }

    @Override
    public Comparable<String> getSeriesKey(int series) {
        return name;
    }

    @Override
    public int getItemCount(int series) {
        return points.size();
    }

    @Override
    public double getXValue(int series, int item) {
        return points.x(item);
    }

    @Override
    public double getYValue(int series, int item) {
        return points.y(item);
    }

    @Override
    public double getStartXValue(int series, int item) {
        return points.x(item);
    }

    @Override
    public double getEndXValue(int series, int item) {
        return points.x(item);
    }

    @Override
    public double getStartYValue(int series, int item) {
        return points.low(item);
    }

    @Override
    public double getEndYValue(int series, int item) {
        return points.high(item);
    }

    @Override
    public Number getX(int series, int item) {
        return points.x(item);
    }

    @Override
    public Number getY(int series, int item) {
        return points.y(item);
    }

    @Override
    public Number getStartX(int series, int item) {
        return points.x(item);
    }

    @Override
    public Number getEndX(int series, int item) {
        return points.x(item);
    }

    @Override
    public Number getStartY(int series, int item) {
        return points.low(item);
    }

    @Override
    public Number getEndY(int series, int item) {
        return points.high(item);
    }
}
