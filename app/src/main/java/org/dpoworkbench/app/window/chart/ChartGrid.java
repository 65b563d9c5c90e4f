package org.dpoworkbench.app.window.chart;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.dpoworkbench.app.window.control.Pulses;

/// Cards in rows of equal columns: as many as there is room for, or a given number.
final class ChartGrid extends Region {
    private static final double USUAL_WIDTH = 330;
    private static final double LEAST_WIDTH = 250;
    private static final double LEAST_HEIGHT = 226;
    private static final double MOST_HEIGHT = 330;
    private static final double GAP = 8;
    private static final int AT_ONCE = 4;

    private List<Optional<ChartCard>> cells = List.of();
    private final Runnable more = Pulses.once(this::addSome);
    private int wanted;
    private double room;

    ChartGrid() {
        getStyleClass().add("chart-grid");
    }

    /// @param columns 0: as many as there is room for
    void show(List<Optional<ChartCard>> now, int columns) {
        cells = now;
        wanted = columns;
        addSome();
        requestLayout();
    }

    /// Those that are new come a few in each pulse.
    private void addSome() {
        List<ChartCard> cards = cells.stream().flatMap(Optional::stream).toList();
        List<ChartCard> coming =
                cards.stream().filter(card -> card.getParent() != this).toList();
        List<ChartCard> later = coming.subList(Math.min(AT_ONCE, coming.size()), coming.size());
        List<ChartCard> now =
                cards.stream().filter(card -> !later.contains(card)).toList();
        if (!now.equals(getChildren())) {
            getChildren().setAll(now);
        }
        if (!later.isEmpty()) {
            more.run();
        }
    }

    /// How much height there is; few charts grow into it.
    void fill(double height) {
        room = height;
        requestLayout();
    }

    /// The cards any part of whose row lies between these heights, in pixels from the grid's top.
    List<ChartCard> between(double from, double to) {
        int columns = columns(getWidth());
        return IntStream.range(0, cells.size())
                .filter(i -> top(i / columns, columns) < to && top(i / columns, columns) + height(columns) > from)
                .mapToObj(cells::get)
                .flatMap(Optional::stream)
                .toList();
    }

    private int columns(double width) {
        return wanted > 0
                ? wanted
                : Math.clamp((long) ((inner(width) + GAP) / (USUAL_WIDTH + GAP)), 1, Math.max(1, cells.size()));
    }

    private double inner(double width) {
        return width - snappedLeftInset() - snappedRightInset();
    }

    private int rows(int columns) {
        return (cells.size() + columns - 1) / columns;
    }

    private double height(int columns) {
        int rows = Math.max(1, rows(columns));
        double fitting = (room - snappedTopInset() - snappedBottomInset() + GAP) / rows - GAP;
        return Math.floor(Math.clamp(fitting, LEAST_HEIGHT, MOST_HEIGHT));
    }

    private double top(int row, int columns) {
        return snappedTopInset() + row * (height(columns) + GAP);
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
        return top(rows(columns), columns) - GAP + snappedBottomInset();
    }

    @Override
    protected void layoutChildren() {
        int columns = columns(getWidth());
        double width = (inner(getWidth()) + GAP) / columns - GAP;
        for (int i = 0; i < cells.size(); i++) {
            double x = snappedLeftInset() + i % columns * (width + GAP);
            double y = top(i / columns, columns);
            if (cells.get(i).isPresent()) {
                Node card = cells.get(i).get();
                card.resizeRelocate(snapPositionX(x), snapPositionY(y), snapSizeX(width), height(columns));
            }
        }
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }
}
