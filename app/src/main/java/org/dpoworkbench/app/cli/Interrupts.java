package org.dpoworkbench.app.cli;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Ctrl-C while a run is followed.
@FunctionalInterface
interface Interrupts {
    /// Calls `action` for each Ctrl-C, on some other thread, until the result is closed.
    Listening listen(Runnable action);

    /// An interest that ends.
    @FunctionalInterface
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /// SIGINT of this process. A shutdown hook would not do: it runs once, and then the process ends.
    static Interrupts ofProcess() {
        return action -> {
            Signal interrupt = new Signal("INT");
            SignalHandler before = Signal.handle(interrupt, _ -> action.run());
            return () -> Signal.handle(interrupt, before);
        };
    }
}
