package org.dpoworkbench.app.window.chart;

import java.util.function.Supplier;
import javafx.scene.input.KeyEvent;
import org.dpoworkbench.app.window.model.chart.ChartsModel;
import org.dpoworkbench.app.window.model.chart.Panel;

/// What keys do on a chart: arrows move the marker (with shift by ten), plus and minus zoom, Page Up and Page Down move
/// what is seen, 0 shows all, L turns the axis logarithmic, Enter makes the chart larger, Escape takes back what was
/// done last of these.
final class ChartKeys {
    private static final int FAR = 10;
    private static final double FACTOR = 0.7;
    /// Share of what is seen; the other half stays, to go by.
    private static final double PAGE = 0.5;

    private final ChartRoom room;
    private final Supplier<Panel> panel;

    ChartKeys(ChartRoom room, Supplier<Panel> panel) {
        this.room = room;
        this.panel = panel;
    }

    void pressed(KeyEvent e) {
        if (e.isShortcutDown() || e.isAltDown()) {
            return;
        }
        int by = e.isShiftDown() ? FAR : 1;
        ChartsModel charts = room.charts();
        boolean done = switch (e.getCode()) {
            case LEFT -> move(-by);
            case RIGHT -> move(by);
            case HOME -> move(Integer.MIN_VALUE / 2);
            case END -> move(Integer.MAX_VALUE / 2);
            case PLUS, ADD, EQUALS -> zoom(FACTOR);
            case MINUS, SUBTRACT -> zoom(1 / FACTOR);
            case PAGE_UP -> pan(-PAGE);
            case PAGE_DOWN -> pan(PAGE);
            case DIGIT0, NUMPAD0 -> {
                charts.zoomOut();
                yield true;
            }
            case L -> {
                var log = charts.logarithmicProperty(panel.get());
                log.set(!log.get());
                yield true;
            }
            case ENTER -> e.getTarget() instanceof ChartCard && enlarge();
            case ESCAPE -> escape();
            default -> false;
        };
        if (done) {
            e.consume();
        }
    }

    private boolean move(int by) {
        room.marker().move(by);
        return true;
    }

    /// Not where a button inside the chart has the focus, which Enter presses.
    private boolean enlarge() {
        room.toggleLarge(panel.get());
        return true;
    }

    /// Around the marker, where there is one.
    private boolean zoom(double factor) {
        room.charts()
                .zoom(
                        factor,
                        room.marker().places(panel.get()).stream()
                                .mapToDouble(place -> place.x())
                                .findFirst()
                                .orElse(room.charts().scene().visible().to()));
        return true;
    }

    /// Not where all is seen: then the page moves.
    private boolean pan(double share) {
        ChartsModel charts = room.charts();
        if (charts.zoomProperty().get().isEmpty()) {
            return false;
        }
        charts.pan(share * charts.scene().visible().length());
        return true;
    }

    private boolean escape() {
        if (room.largeProperty().get().isPresent()) {
            room.toggleLarge(panel.get());
        } else if (room.charts().zoomProperty().get().isPresent()) {
            room.charts().zoomOut();
        } else if (room.marker().step().isPresent()) {
            room.marker().clear();
        } else {
            return false;
        }
        return true;
    }
}
