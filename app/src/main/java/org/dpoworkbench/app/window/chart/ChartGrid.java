package org.dpoworkbench.app.window.chart;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Cards in rows of equal columns: as many as there is room for, or a given number.
final class ChartGrid extends Region {
    private static final double USUAL_WIDTH = 330;
    private static final double LEAST_WIDTH = 250;
    private static final double HEIGHT = 226;
    private static final double GAP = 8;

    private List<Optional<ChartCard>> cells = List.of();
    private int wanted;

    ChartGrid() {
        getStyleClass().add("chart-grid");
    }

    /// @param columns 0: as many as there is room for
    void show(List<Optional<ChartCard>> now, int columns) {
        cells = now;
        wanted = columns;
        getChildren().setAll(now.stream().flatMap(Optional::stream).toList());
        requestLayout();
    }

    /// The cards any part of whose row lies between these heights, in pixels from the grid's top.
    List<ChartCard> between(double from, double to) {
        int columns = columns(getWidth());
        return IntStream.range(0, cells.size())
                .filter(i -> top(i / columns) < to && top(i / columns) + HEIGHT > from)
                .mapToObj(cells::get)
                .flatMap(Optional::stream)
                .toList();
    }

    private int columns(double width) {
        return wanted > 0
                ? wanted
                : (int) Math.clamp((long) ((inner(width) + GAP) / (USUAL_WIDTH + GAP)), 1, Math.max(1, cells.size()));
    }

    private double inner(double width) {
        return width - snappedLeftInset() - snappedRightInset();
    }

    private double top(int row) {
        return snappedTopInset() + row * (HEIGHT + GAP);
    }

    @Override
    protected double computeMinWidth(double height) {
        return Math.max(1, wanted) * (LEAST_WIDTH + GAP) - GAP + snappedLeftInset() + snappedRightInset();
    }

    @Override
    protected double computePrefWidth(double height) {
        return computeMinWidth(height);
    }

    @Override
    protected double computePrefHeight(double width) {
        int columns = columns(width < 0 ? getWidth() : width);
        int rows = (cells.size() + columns - 1) / columns;
        return top(rows) - GAP + snappedBottomInset();
    }

    @Override
    protected void layoutChildren() {
        int columns = columns(getWidth());
        double width = (inner(getWidth()) + GAP) / columns - GAP;
        for (int i = 0; i < cells.size(); i++) {
            double x = snappedLeftInset() + i % columns * (width + GAP);
            double y = top(i / columns);
            if (cells.get(i).isPresent()) {
                Node card = cells.get(i).get();
                card.resizeRelocate(snapPositionX(x), snapPositionY(y), snapSizeX(width), HEIGHT);
            }
        }
    }

    @Override
    public javafx.geometry.Orientation getContentBias() {
        return javafx.geometry.Orientation.HORIZONTAL;
    }
}
