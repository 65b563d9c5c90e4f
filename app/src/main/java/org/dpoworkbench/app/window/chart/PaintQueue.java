package org.dpoworkbench.app.window.chart;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;

/// Charts that wait to be drawn. A frame takes as many as fit into a few milliseconds, at least one, and leaves the
/// others to the next, so that many charts never hold up the window. On the FX thread.
public final class PaintQueue {
    private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private final Set<ChartPane> waiting = new LinkedHashSet<>();
    private final AnimationTimer frames = new AnimationTimer() {
        @Override
        public void handle(long now) {
            paint();
        }
    };

    void add(ChartPane chart) {
        if (waiting.isEmpty()) {
            frames.start();
        }
        waiting.add(chart);
    }

    private void paint() {
        long end = System.nanoTime() + BUDGET_NANOS;
        do {
            ChartPane next = waiting.iterator().next();
            waiting.remove(next);
            next.paint();
        } while (!waiting.isEmpty() && System.nanoTime() < end);
        if (waiting.isEmpty()) {
            frames.stop();
        }
    }
}
