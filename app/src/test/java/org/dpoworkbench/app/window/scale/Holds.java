package org.dpoworkbench.app.window.scale;

import java.util.List;
import org.dpoworkbench.app.window.FxWatch;
import org.dpoworkbench.app.window.FxWatch.Stall;

/// For how long the window's thread did not answer while something was done.
final class Holds {
    private Holds() {}

    /// What is done and waited for.
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /// @return in ms, without what the headless platform spends copying frames
    static double longest(Action action) throws Exception {
        FxWatch watch = FxWatch.begin(1);
        try {
            action.run();
            EveryPulse.rest();
        } finally {
            watch.close();
        }
        List<Stall> stalls = watch.stalls(0);
        return stalls.isEmpty() ? 0 : stalls.getFirst().ownMillis();
    }
}
