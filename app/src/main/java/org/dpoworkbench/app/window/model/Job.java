package org.dpoworkbench.app.window.model;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dpoworkbench.engine.progress.Progress;

/// A piece of work in the background that tells how far it is and can be cancelled.
public final class Job implements Progress {
    private final String title;
    private final Executor ui;
    private final ReadOnlyStringWrapper phase = new ReadOnlyStringWrapper(this, "phase", "");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(this, "fraction", -1);
    private final AtomicReference<State> waiting = new AtomicReference<>();
    private volatile boolean cancelled;
    private volatile Thread worker;

    private record State(String phase, long done, long total) {}

    Job(String title, Executor ui) {
        this.title = title;
        this.ui = ui;
    }

    public String title() {
        return title;
    }

    /// What is being done, in words.
    public ReadOnlyStringProperty phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    /// How much is done, in [0, 1]; −1 where that is not known.
    public ReadOnlyDoubleProperty fractionProperty() {
        return fraction.getReadOnlyProperty();
    }

    /// Ends the work soon; from any thread.
    public void cancel() {
        cancelled = true;
        Thread thread = worker;
        if (thread != null) {
            thread.interrupt();
        }
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /// @throws CancellationException where it was cancelled before it began
    void begin(Thread thread) {
        worker = thread;
        if (cancelled) {
            throw new CancellationException(title);
        }
    }

    /// Called by the work, as often as it likes: the ui hears of the newest word only.
    @Override
    public void at(String what, long done, long total) {
        if (cancelled) {
            throw new CancellationException(title);
        }
        if (waiting.getAndSet(new State(what, done, total)) == null) {
            ui.execute(this::tell);
        }
    }

    private void tell() {
        State state = waiting.getAndSet(null);
        phase.set(state.phase());
        fraction.set(state.total() > 0 ? Math.min(1, (double) state.done() / state.total()) : -1);
    }
}
