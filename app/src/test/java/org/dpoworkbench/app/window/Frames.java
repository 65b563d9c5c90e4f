package org.dpoworkbench.app.window;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;

/// Counts the toolkit's pulses and how long its two threads computed, from one look to the next.
final class Frames {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            count++;
            longestNanos = Math.max(longestNanos, now - last);
            last = now;
        }
    };
    private long began;
    private long count;
    private long last;
    private long longestNanos;
    private long fxBefore;
    private long renderBefore;

    /// @param perSecond   pulses a second
    /// @param longestGap  longest time between two, in ms
    /// @param fxShare     share of the time in which the JavaFX thread computed
    /// @param renderShare share of the time in which the render thread computed
    record Seen(double perSecond, double longestGap, double fxShare, double renderShare) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.1f frames/s, longest gap %.0f ms, FX thread %.0f %%, render thread %.0f %%",
                    perSecond,
                    longestGap,
                    100 * fxShare,
                    100 * renderShare);
        }
    }

    private Frames() {}

    /// On the FX thread.
    static Frames begin() {
        var frames = new Frames();
        frames.reset();
        frames.timer.start();
        return frames;
    }

    /// What was seen since the last call; on the FX thread.
    Seen look() {
        double seconds = (System.nanoTime() - began) / 1e9;
        var seen = new Seen(
                count / seconds,
                longestNanos / 1e6,
                (cpu("JavaFX Application Thread") - fxBefore) / 1e9 / seconds,
                (cpu("QuantumRenderer") - renderBefore) / 1e9 / seconds);
        reset();
        return seen;
    }

    void end() {
        timer.stop();
    }

    private void reset() {
        began = System.nanoTime();
        count = 0;
        last = began;
        longestNanos = 0;
        fxBefore = cpu("JavaFX Application Thread");
        renderBefore = cpu("QuantumRenderer");
    }

    private static long cpu(String name) {
        return Stream.of(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().startsWith(name))
                .mapToLong(ThreadInfo::getThreadId)
                .map(THREADS::getThreadCpuTime)
                .sum();
    }
}
