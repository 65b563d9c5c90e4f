package org.dpoworkbench.app.window.model;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dpoworkbench.engine.progress.Progress;

/// The work that goes on in the background. Start it on the ui executor; ends are told there.
public final class Jobs {
    private final ObservableList<Job> running = FXCollections.observableArrayList();
    private final ObservableList<Job> readOnly = FXCollections.unmodifiableObservableList(running);
    private final Executor background;
    private final Executor ui;

    public Jobs(Executor background, Executor ui) {
        this.background = background;
        this.ui = ui;
    }

    /// What a job does.
    @FunctionalInterface
    public interface Work<T> {
        /// @throws CancellationException where it was cancelled
        T run(Progress progress) throws Exception;
    }

    public ObservableList<Job> running() {
        return readOnly;
    }

    /// Starts the work; exactly one of `done` and `failed` is called at its end, neither where it was cancelled.
    public <T> Job start(String title, Work<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        return start(title, work, done, failed, () -> {});
    }

    /// Starts the work; exactly one of the three is called at its end. Whoever keeps in mind that a job goes on
    /// needs `cancelled`: the user can cancel any job, in the status line.
    public <T> Job start(String title, Work<T> work, Consumer<T> done, Consumer<Throwable> failed, Runnable cancelled) {
        var job = new Job(title, ui);
        running.add(job);
        background.execute(() -> {
            try {
                job.begin(Thread.currentThread());
                T result = work.run(job);
                ui.execute(() -> end(job, () -> done.accept(result), cancelled));
            } catch (Throwable e) { // told, whatever it is: a job that ends in silence would seem to go on
                ui.execute(() -> end(job, () -> failed.accept(e), cancelled));
            }
        });
        return job;
    }

    /// Ends all of them soon: their project is let go.
    public void cancelAll() {
        List.copyOf(running).forEach(Job::cancel);
    }

    private void end(Job job, Runnable tell, Runnable cancelled) {
        running.remove(job);
        if (job.isCancelled()) {
            cancelled.run();
        } else {
            tell.run();
        }
    }
}
