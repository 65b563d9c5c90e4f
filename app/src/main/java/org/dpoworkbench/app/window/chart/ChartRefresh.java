package org.dpoworkbench.app.window.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.window.model.chart.Draughtsman;
import org.dpoworkbench.app.window.model.chart.Draughtsman.Order;
import org.dpoworkbench.app.window.model.chart.Draughtsman.Prepared;
import org.dpoworkbench.app.window.model.chart.Scene;

/// Has charts prepared and drawn in the background, one round at a time, however often it is asked: ten times a second
/// at most for what runs tell, and as fast as can be for what the user does. On the FX thread.
final class ChartRefresh {
    private static final Duration APART = Duration.millis(100);

    private final Draughtsman draughtsman = new Draughtsman();
    private final PauseTransition pause = new PauseTransition(APART);
    private final Executor background;
    private final Executor ui;
    private final Supplier<Work> work;
    private final Consumer<List<Picture>> done;
    private final Consumer<Throwable> failed;
    private boolean wanted;
    private boolean resting;
    private boolean working;

    /// What is to be drawn.
    record Work(Scene scene, ScreenTheme theme, List<Task> tasks) {}

    /// A chart to draw.
    ///
    /// @param last what its card shows now, which is kept where it is still right
    record Task(Order order, Picture.Size size, Optional<Picture> last) {}

    ChartRefresh(
            Executor background,
            Executor ui,
            Supplier<Work> work,
            Consumer<List<Picture>> done,
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

    /// The user moves what charts show: what has been asked for does not wait its tenth of a second.
    void hurry() {
        pause.stop();
        resting = false;
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
        if (now.tasks().isEmpty()) {
            return;
        }
        working = true;
        background.execute(() -> {
            try {
                List<Picture> pictures = draw(now);
                ui.execute(() -> end(() -> done.accept(pictures)));
            } catch (Throwable e) { // told, whatever it is: else no chart would be drawn again
                ui.execute(() -> end(() -> failed.accept(e)));
            }
        });
    }

    private List<Picture> draw(Work now) {
        List<Prepared> prepared = draughtsman.prepare(
                now.scene(), now.tasks().stream().map(Task::order).toList());
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < prepared.size(); i++) {
            Task task = now.tasks().get(i);
            Prepared one = prepared.get(i);
            pictures.add(task.last()
                    .filter(last -> last.shows(one, task.size(), now.theme()))
                    .orElseGet(() -> Picture.of(one, task.size(), now.theme())));
        }
        return pictures;
    }

    private void end(Runnable tell) {
        working = false;
        tell.run();
        begin();
    }
}
