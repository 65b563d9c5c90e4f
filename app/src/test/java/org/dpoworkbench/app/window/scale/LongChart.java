package org.dpoworkbench.app.window.scale;

import static org.dpoworkbench.app.window.RealWindow.doFx;
import static org.dpoworkbench.app.window.RealWindow.onFx;
import static org.dpoworkbench.app.window.RealWindow.until;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.dpoworkbench.app.chart.ChartImage;
import org.dpoworkbench.app.chart.LineChart;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.chart.curve.Span;
import org.dpoworkbench.app.window.RealWindow;
import org.dpoworkbench.app.window.chart.DrawnCharts;
import org.dpoworkbench.app.window.model.chart.ChartsModel;
import org.dpoworkbench.app.window.model.chart.Draughtsman;
import org.dpoworkbench.app.window.model.chart.Draughtsman.Order;
import org.dpoworkbench.app.window.model.chart.Draughtsman.Prepared;
import org.dpoworkbench.app.window.model.chart.Panel;
import org.dpoworkbench.app.window.model.chart.Scene;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.scale.Numbers.Row;

/// The chart of a loss with a million points, with the smoothed curve over the raw one: drawn, and moved sideways in
/// the window.
record LongChart(RealWindow window, Numbers numbers) {
    private static final Row SHOWN = new Row("chart: a million points read and drawn in the window, ms", "");
    private static final Row FIRST = new Row("chart: drawn for the first time, ms", "< 150");
    private static final Row AGAIN = new Row("chart: all of it drawn again after a part, ms", "< 150");
    private static final Row FRAMES = new Row("pan: pictures a second, of half a million points each", ">= 30");
    private static final Row HELD = new Row("pan: longest hold of the window's thread, ms", "");

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 400;
    private static final int HAND = 15; // pixels a pulse

    void measure() throws Exception {
        long began = System.nanoTime();
        doFx(() -> runs().forEach(run -> run.shownProperty().set(run.id().equals(ManyRuns.LONG_RUN))));
        until("all of it is drawn", () -> axis().equals(Optional.of(new Span(0, ManyRuns.LONG_STEPS))));
        numbers.addMillisSince(SHOWN, began);
        draw();
        enlarge();
        pan();
        doFx(() -> Hand.press(layer(), KeyCode.ESCAPE));
        doFx(() -> Hand.press(layer(), KeyCode.ESCAPE));
    }

    /// Drawn as the window draws it, without the window.
    private void draw() throws Exception {
        Scene scene = onFx(() -> new ChartsModel(window.workbench().runs()).scene());
        Panel panel = onFx(() -> new ChartsModel(window.workbench().runs())
                .sheetProperty()
                .get()
                .panels()
                .getFirst()
                .orElseThrow());
        var draughtsman = new Draughtsman();
        time(FIRST, draughtsman, scene, panel);
        draw(draughtsman, half(scene), panel);
        time(AGAIN, draughtsman, scene, panel);
    }

    private static Scene half(Scene scene) {
        var half = new Span(0, ManyRuns.LONG_STEPS / 2.0);
        return new Scene(scene.runs(), scene.baseline(), scene.domain(), scene.share(), Optional.of(half));
    }

    private void time(Row row, Draughtsman draughtsman, Scene scene, Panel panel) {
        long began = System.nanoTime();
        draw(draughtsman, scene, panel);
        numbers.addMillisSince(row, began);
    }

    private static void draw(Draughtsman draughtsman, Scene scene, Panel panel) {
        Prepared prepared = draughtsman
                .prepare(scene, List.of(new Order(panel, LineChart.columns(WIDTH), false)))
                .getFirst();
        ChartImage.of(LineChart.of(prepared.drawing(), ScreenTheme.LIGHT), WIDTH, HEIGHT, 1);
    }

    private void enlarge() throws Exception {
        doFx(() -> Hand.press(window.stage.getScene().lookup(".chart-card"), KeyCode.ENTER));
        until("it is large", () -> axis().isPresent());
        doFx(() -> {
            Hand.press(layer(), KeyCode.PLUS);
            Hand.press(layer(), KeyCode.PLUS);
        });
        until(
                "half of it is seen",
                () -> axis().filter(axis -> axis.length() < ManyRuns.LONG_STEPS / 1.9)
                        .isPresent());
    }

    /// To and fro, between the ends.
    private void pan() throws Exception {
        var pictures = new AtomicInteger();
        var direction = new AtomicInteger(HAND);
        Node area = onFx(() -> window.node("chart-area"));
        var last = new AtomicReference<>(onFx(() -> axis(area)));
        Node layer = onFx(this::layer);
        numbers.add(HELD, Holds.longest(() -> {
            double seconds = EveryPulse.run(() -> {
                Optional<Span> now = axis(area);
                if (!now.equals(last.get())) {
                    pictures.incrementAndGet();
                    last.set(now);
                    now.ifPresent(axis -> direction.set(turned(direction.get(), axis)));
                }
                Hand.scrollSideways(layer, direction.get());
            });
            numbers.add(FRAMES, pictures.get() / seconds);
        }));
    }

    /// Scrolling by more than 0 shows what is further left.
    private static int turned(int direction, Span axis) {
        if (axis.from() <= 0) {
            return -HAND;
        }
        return axis.to() >= ManyRuns.LONG_STEPS ? HAND : direction;
    }

    private Node layer() {
        return window.stage.getScene().lookup(".marker-layer");
    }

    /// What the only chart in view spans.
    private Optional<Span> axis() {
        return axis(window.node("chart-area"));
    }

    private static Optional<Span> axis(Node area) {
        return DrawnCharts.in(area).stream()
                .filter(chart -> chart.reaches() > ManyRuns.STEPS)
                .map(chart -> chart.drawing().x())
                .findFirst();
    }

    private List<RunItem> runs() {
        return window.workbench().runs().runs();
    }
}
