package org.dpoworkbench.app.window.pairs;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.dpoworkbench.app.chart.Lasso;
import org.dpoworkbench.app.window.chart.CloudPane;
import org.dpoworkbench.app.window.model.pairs.PairsViewModel;

/// What pointer and keys do on a cloud: point at a pair, select one, draw a lasso around many.
final class CloudPointer {
    private static final double REACH = 10;
    private static final double DRAG = 4;

    private final CloudPane pane;
    private final PairsViewModel model;
    private final LassoTool tool;
    private final PairCard card;
    private Point2D pressed = Point2D.ZERO;
    private Lasso line = new Lasso();

    CloudPointer(CloudPane pane, PairsViewModel model, LassoTool tool, PairCard card) {
        this.pane = pane;
        this.model = model;
        this.tool = tool;
        this.card = card;
    }

    void install() {
        pane.setOnMouseMoved(event -> point(pane.dotAt(event.getX(), event.getY(), REACH)));
        pane.setOnMouseExited(_ -> point(OptionalInt.empty()));
        pane.setOnMousePressed(this::press);
        pane.setOnMouseDragged(this::drag);
        pane.setOnMouseReleased(this::release);
        pane.setOnKeyPressed(this::key);
        pane.focusedProperty().subscribe(focused -> {
            if (!focused) {
                card.hide();
            }
        });
    }

    private void point(OptionalInt dot) {
        model.hoveredProperty().set(dot.isPresent() ? Optional.of(id(dot.getAsInt())) : Optional.empty());
        if (dot.isPresent()) {
            card.show(pane, pane.placeOf(dot.getAsInt()), id(dot.getAsInt()));
        } else {
            card.hide();
        }
    }

    private String id(int dot) {
        return pane.dots().ids().get(dot);
    }

    private void press(MouseEvent event) {
        pane.requestFocus();
        pressed = new Point2D(event.getX(), event.getY());
        line = new Lasso();
        line.add(event.getX(), event.getY());
        event.consume();
    }

    private void drag(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        card.hide();
        if (tool.rectangleProperty().get()) {
            line = Lasso.rectangle(pressed.getX(), pressed.getY(), event.getX(), event.getY());
        } else {
            line.add(event.getX(), event.getY());
        }
        pane.draw(line);
    }

    private void release(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (line.size() > 2 && extent() > DRAG) {
            selectInside(event.isShiftDown() || event.isShortcutDown());
        } else {
            click(pane.dotAt(event.getX(), event.getY(), REACH), event.isShiftDown() || event.isShortcutDown());
        }
        line = new Lasso();
        pane.draw(line);
    }

    private double extent() {
        double most = 0;
        for (int i = 0; i < line.size(); i++) {
            most = Math.max(most, pressed.distance(line.x(i), line.y(i)));
        }
        return most;
    }

    private void selectInside(boolean more) {
        BitSet inside = pane.inside(line);
        List<String> ids = inside.stream().mapToObj(this::id).toList();
        if (more) {
            model.toggle(ids);
        } else {
            model.select(ids);
        }
    }

    private void click(OptionalInt dot, boolean more) {
        if (dot.isEmpty()) {
            if (!more) {
                model.select(List.of());
            }
        } else if (more) {
            model.toggle(List.of(id(dot.getAsInt())));
        } else {
            model.select(List.of(id(dot.getAsInt())));
        }
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> towards(-1, 0);
            case RIGHT -> towards(1, 0);
            case UP -> towards(0, -1);
            case DOWN -> towards(0, 1);
            case SPACE, ENTER -> click(pane.hovered(), event.isShiftDown() || event.isShortcutDown());
            case ESCAPE -> {
                model.select(List.of());
                point(OptionalInt.empty());
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void towards(int dx, int dy) {
        OptionalInt next = pane.dotTowards(dx, dy);
        if (next.isPresent()) {
            point(next);
        }
    }
}
