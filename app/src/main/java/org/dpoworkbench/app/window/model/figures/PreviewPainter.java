package org.dpoworkbench.app.window.model.figures;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.dpoworkbench.app.figure.FigureExport;
import org.dpoworkbench.app.figure.FigureKind;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.app.figure.Figures;
import org.dpoworkbench.app.window.model.figures.FigureWork.Order;

/// Draws previews in the background, one at a time, and of waiting orders the newest only: however fast somebody types,
/// the picture follows.
final class PreviewPainter {
    private final FigureWork work;
    private final Executor background;
    private final Executor ui;
    private final Consumer<Painted> painted;
    private final Consumer<Throwable> failed;
    private final AtomicReference<Job> waiting = new AtomicReference<>();
    private boolean working;
    private List<FigureRun> surveyed = List.of();
    private Survey survey = new Survey(List.of(), Set.of());

    private record Job(Order order, double dpi) {}

    /// What the runs have points for.
    ///
    /// @param metrics names in files, without `eval_`
    record Survey(List<FigureKind> kinds, Set<String> metrics) {}

    /// @param preview empty where the runs have no point for the figure
    record Painted(Survey survey, Optional<Preview> preview) {}

    /// @param painted on ui, with the newest order's picture
    /// @param failed  on ui
    PreviewPainter(
            FigureWork work, Executor background, Executor ui, Consumer<Painted> painted, Consumer<Throwable> failed) {
        this.work = work;
        this.background = background;
        this.ui = ui;
        this.painted = painted;
        this.failed = failed;
    }

    /// On ui. An order that still waits is forgotten.
    void paint(Order order, double dpi) {
        waiting.set(new Job(order, dpi));
        if (!working) {
            working = true;
            background.execute(this::work);
        }
    }

    private void work() {
        Job job = waiting.getAndSet(null);
        Runnable tell;
        try {
            Painted result = draw(job);
            tell = () -> painted.accept(result);
        } catch (Throwable e) { // told, whatever it is: a picture that never comes would keep the next from being drawn
            tell = () -> failed.accept(e);
        }
        Runnable told = tell;
        ui.execute(() -> {
            working = false;
            Job next = waiting.get();
            if (next == null) {
                told.run();
            } else {
                paint(next.order(), next.dpi());
            }
        });
    }

    private Painted draw(Job job) throws IOException {
        List<FigureRun> runs = job.order().runs();
        if (!runs.equals(surveyed)) {
            survey = new Survey(Figures.available(runs), Figures.metrics(runs));
            surveyed = runs;
        }
        Optional<FigureExport> export = work.figure(job.order());
        return new Painted(
                survey, export.isEmpty() ? Optional.empty() : Optional.of(work.preview(export.get(), job.dpi())));
    }
}
