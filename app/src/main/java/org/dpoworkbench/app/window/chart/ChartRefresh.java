package org.dpoworkbench.app.window.chart;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.dpoworkbench.app.window.model.chart.Draughtsman;
import org.dpoworkbench.app.window.model.chart.Draughtsman.Order;
import org.dpoworkbench.app.window.model.chart.Draughtsman.Prepared;
import org.dpoworkbench.app.window.model.chart.Scene;

/// Has charts prepared in the background, ten times a second at most and one round at a time, however often it is
/// asked. On the FX thread.
final class ChartRefresh {
    private static final Duration APART = Duration.millis(100);

    private final Draughtsman draughtsman = new Draughtsman();
    private final PauseTransition pause = new PauseTransition(APART);
    private final Executor background;
    private final Executor ui;
    private final Supplier<Work> work;
    private final Consumer<List<Prepared>> done;
    private final Consumer<Throwable> failed;
    private boolean wanted;
    private boolean resting;
    private boolean working;

    /// What is to be prepared.
    record Work(Scene scene, List<Order> orders) {}

    ChartRefresh(
            Executor background,
            Executor ui,
            Supplier<Work> work,
            Consumer<List<Prepared>> done,
            Consumer<Throwable> failed) {
        this.background = background;
        this.ui = ui;
        this.work = work;
        this.done = done;
        this.failed = failed;
        pause.setOnFinished(_ -> {
            resting = false;
            begin();
        });
    }

    /// Something that charts show has changed.
    void request() {
        wanted = true;
        begin();
    }

    private void begin() {
        if (!wanted || resting || working) {
            return;
        }
        wanted = false;
        resting = true;
        pause.playFromStart();
        Work now = work.get();
        if (now.orders().isEmpty()) {
            return;
        }
        working = true;
        background.execute(() -> {
            try {
                List<Prepared> prepared = draughtsman.prepare(now.scene(), now.orders());
                ui.execute(() -> end(() -> done.accept(prepared)));
            } catch (RuntimeException e) {
                ui.execute(() -> end(() -> failed.accept(e)));
            }
        });
    }

    private void end(Runnable tell) {
        working = false;
        tell.run();
        begin();
    }
}
