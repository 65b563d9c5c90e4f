package org.dpoworkbench.app.window.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import org.dpoworkbench.app.chart.curve.Span;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.app.window.model.chart.ChartMarker.Place;
import org.dpoworkbench.app.window.model.chart.Panel;

/// Lies over a chart: the step marker, which moves without the chart being drawn again, and what the mouse does.
final class MarkerLayer extends Pane {
    private static final double DRAG = 6;
    private static final double SCROLL_FACTOR = 0.8;

    private final ChartRoom room;
    private final Supplier<Panel> panel;
    private final PicturePane pane;
    private final Rectangle selection = new Rectangle();
    private final List<Line> lines = new ArrayList<>();
    private double pressed = Double.NaN;

    MarkerLayer(ChartRoom room, Supplier<Panel> panel, PicturePane pane) {
        this.room = room;
        this.panel = panel;
        this.pane = pane;
        getStyleClass().add("marker-layer");
        selection.getStyleClass().add("zoom-selection");
        selection.setVisible(false);
        selection.setManaged(false);
        getChildren().add(selection);
        setOnMouseMoved(e -> point(e.getX()));
        setOnMouseExited(_ -> room.marker().leave());
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(this::release);
        setOnMouseClicked(this::click);
        setOnScroll(this::scroll);
    }

    /// Puts the marker's lines where they belong.
    void place() {
        Rectangle2D area = pane.area();
        List<Place> places = area.isEmpty() ? List.of() : room.marker().places(panel.get());
        int used = 0;
        for (Place place : places) {
            if (pane.drawing().filter(d -> d.x().contains(place.x())).isPresent()) {
                Line line = line(used++);
                double x = Math.round(pane.positionOf(place.x())) + 0.5;
                line.setStartX(x);
                line.setEndX(x);
                line.setStartY(area.getMinY());
                line.setEndY(area.getMaxY());
                line.setStroke(place.look().map(this::color).orElse(null));
                if (place.look().isEmpty()) {
                    line.setStroke(color(room.theme().ink().getRGB()));
                }
                line.setVisible(true);
            }
        }
        for (int i = used; i < lines.size(); i++) {
            lines.get(i).setVisible(false);
        }
    }

    private Color color(RunLook look) {
        return color(look.rgb(room.theme().dark()));
    }

    private static Color color(int rgb) {
        return Color.rgb(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    private Line line(int index) {
        while (lines.size() <= index) {
            var line = new Line();
            line.getStyleClass().add("step-marker");
            line.setManaged(false);
            line.setMouseTransparent(true);
            lines.add(line);
            getChildren().add(line);
        }
        return lines.get(index);
    }

    private void point(double x) {
        if (!pane.area().isEmpty()) {
            room.marker().point(panel.get(), pane.valueAt(x));
        }
    }

    private void press(MouseEvent e) {
        pressed = e.getButton() == MouseButton.PRIMARY ? e.getX() : Double.NaN;
    }

    private void drag(MouseEvent e) {
        if (Double.isNaN(pressed)) {
            return;
        }
        Rectangle2D area = pane.area();
        double from = Math.clamp(Math.min(pressed, e.getX()), area.getMinX(), area.getMaxX());
        double to = Math.clamp(Math.max(pressed, e.getX()), area.getMinX(), area.getMaxX());
        selection.setX(from);
        selection.setWidth(to - from);
        selection.setY(area.getMinY());
        selection.setHeight(area.getHeight());
        selection.setVisible(to - from > DRAG);
    }

    private void release(MouseEvent e) {
        if (selection.isVisible()) {
            selection.setVisible(false);
            var span = new Span(pane.valueAt(selection.getX()), pane.valueAt(selection.getX() + selection.getWidth()));
            room.charts().zoomTo(span);
        }
        pressed = Double.NaN;
    }

    private void click(MouseEvent e) {
        if (e.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (e.getClickCount() == 2) {
            room.charts().zoomOut();
        } else if (e.isStillSincePress()) {
            point(e.getX());
            room.marker().put();
        }
    }

    /// Scrolling moves the page, sideways what is seen of the chart; with the shortcut key it zooms.
    private void scroll(ScrollEvent e) {
        if (pane.area().isEmpty()) {
            return;
        }
        if (e.isShortcutDown() && e.getDeltaY() != 0) {
            room.charts().zoom(e.getDeltaY() > 0 ? SCROLL_FACTOR : 1 / SCROLL_FACTOR, pane.valueAt(e.getX()));
            e.consume();
        } else if (Math.abs(e.getDeltaX()) > Math.abs(e.getDeltaY())) {
            room.charts().pan(pane.valueAt(0) - pane.valueAt(e.getDeltaX()));
            e.consume();
        }
    }
}
