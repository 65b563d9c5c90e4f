package org.dpoworkbench.app.window.model.run;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.problem.UserError;

/// Follows one run's curves: reads in the background, tells on the ui. However slow the ui is, one word at
/// most waits for it, the newest. Its methods are called on the ui.
final class Following {
    private final RunSource.Feed feed;
    private final Executor background;
    private final Executor ui;
    private final Consumer<Word> listener;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final AtomicReference<Word> waiting = new AtomicReference<>();
    private Word last = new Word.Curves(RunCurves.EMPTY, false);
    private boolean ended;

    /// @param listener hears on the ui
    Following(RunSource.Feed feed, Executor background, Executor ui, Consumer<Word> listener) {
        this.feed = feed;
        this.background = background;
        this.ui = ui;
        this.listener = listener;
    }

    /// What a look brought.
    sealed interface Word {
        /// @param whole whether nothing that was told before the look is missing
        record Curves(RunCurves curves, boolean whole) implements Word {}

        record Failure(String message) implements Word {}
    }

    /// Reads what is new, unless the last look still goes on or its word still waits for the ui.
    void advance() {
        if (waiting.get() != null || !reading.compareAndSet(false, true)) {
            return;
        }
        background.execute(() -> {
            try {
                Optional<RunCurves> curves = feed.advance(partial -> tell(new Word.Curves(partial, false)));
                curves.ifPresent(whole -> tell(new Word.Curves(whole, true)));
            } catch (UserError e) {
                tell(new Word.Failure(e.getMessage()));
            } finally {
                reading.set(false);
            }
        });
    }

    /// What was told last.
    Word last() {
        return last;
    }

    /// Whether the last look failed, so that there is no hurry to look again.
    boolean failed() {
        return last instanceof Word.Failure;
    }

    /// Nothing is told any more.
    void end() {
        ended = true;
    }

    private void tell(Word word) {
        if (waiting.getAndSet(word) == null) {
            ui.execute(this::deliver);
        }
    }

    private void deliver() {
        last = waiting.getAndSet(null);
        if (!ended) {
            listener.accept(last);
        }
    }
}
