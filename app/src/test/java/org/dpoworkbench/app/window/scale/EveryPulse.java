package org.dpoworkbench.app.window.scale;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import org.dpoworkbench.app.window.RealWindow;

/// Does something in each of the toolkit's pulses, as often as a hand that moves is heard.
final class EveryPulse {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration REST = Duration.ofMillis(200);

    private EveryPulse() {}

    /// Does it for five seconds.
    ///
    /// @return how many seconds that was
    static double run(Runnable action) throws Exception {
        return run(LONG, action);
    }

    /// Waits until what was begun is laid out and drawn.
    static void rest() throws Exception {
        run(REST, () -> {});
    }

    private static double run(Duration time, Runnable action) throws Exception {
        var done = new CountDownLatch(1);
        long began = System.nanoTime();
        var timer = new AnimationTimer() {
            @Override
            public void handle(long now) {
                if (System.nanoTime() - began < time.toNanos()) {
                    action.run();
                } else {
                    stop();
                    done.countDown();
                }
            }
        };
        RealWindow.doFx(timer::start);
        if (!done.await(1, TimeUnit.MINUTES)) {
            throw new AssertionError("the toolkit's pulses have stopped");
        }
        return (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
