package org.dpoworkbench.app.room;

import java.util.function.Consumer;
import org.dpoworkbench.engine.journal.Entry;

/// A run that is followed.
public interface RunWatch {
    /// Hands over every entry of the journal, from the first on, on the calling thread, until the run has ended or
    /// [#detach] is called.
    RunEnd follow(Consumer<Entry> listener) throws InterruptedException;

    /// Asks for a stop with a checkpoint; from any thread.
    void requestStop();

    /// Ends [#follow] soon, from another thread; the run goes on.
    void detach();
}
