package org.dpoworkbench.app.window.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/// Makes what is to be seen a part at a time, one in each pulse, so that the window answers between them: styling and
/// laying out a node costs many times what making it does, and a whole place at once is felt.
///
/// On the JavaFX thread.
public final class Pulses {
    private static final Deque<Runnable> WAITING = new ArrayDeque<>();

    /// Whether the next pulse belongs to what was made before anything was put off.
    private static boolean taken;

    private static final AnimationTimer EACH = new AnimationTimer() {
        @Override
        public void handle(long now) {
            if (taken) {
                taken = false;
                return;
            }
            Runnable part = WAITING.remove();
            if (WAITING.isEmpty()) {
                stop();
            }
            part.run();
        }
    };

    private Pulses() {}

    /// Does it at the beginning of a later pulse that it shares with nothing else: not the coming one, which styles
    /// and lays out what has just been made, and after what was put off before.
    public static void later(Runnable part) {
        if (WAITING.isEmpty()) {
            taken = true;
            EACH.start();
        }
        WAITING.add(part);
    }

    /// What does it in a later pulse, once, however often it is asked before that.
    public static Runnable once(Runnable part) {
        var asked = new AtomicBoolean();
        return () -> {
            if (!asked.getAndSet(true)) {
                later(() -> {
                    asked.set(false);
                    part.run();
                });
            }
        };
    }

    /// A pane that gets its content in a pulse of its own.
    public static StackPane pane(Supplier<? extends Node> content) {
        var pane = new StackPane();
        later(() -> {
            pane.getChildren().add(content.get());
        });
        return pane;
    }
}
