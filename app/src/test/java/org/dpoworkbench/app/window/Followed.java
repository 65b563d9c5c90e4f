package org.dpoworkbench.app.window;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;
import org.dpoworkbench.app.window.model.run.RunList;

/// Follows runs several times a second, as the application does.
public final class Followed {
    private static final Duration OFTEN = Duration.millis(50);

    private Followed() {}

    /// On the FX thread, until the test lets go of its background.
    public static void follow(RunList runs, ExecutorService background) {
        var clock = new Timeline();
        clock.getKeyFrames().setAll(new KeyFrame(OFTEN, _ -> {
            if (background.isShutdown()) {
                clock.stop();
            } else {
                runs.follow();
            }
        }));
        clock.setCycleCount(Animation.INDEFINITE);
        clock.play();
    }

    /// The background for a window that may outlive its test by a moment: what comes too late is left undone.
    public static Executor untilShutdown(ExecutorService background) {
        return task -> {
            try {
                background.execute(task);
            } catch (RejectedExecutionException e) {
                if (!background.isShutdown()) {
                    throw e;
                }
            }
        };
    }
}
