package org.dpoworkbench.app.window;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;

/// Watches how long the JavaFX thread cannot answer. It sends one question after the other; where an answer takes
/// long, it tells how much of that the thread computed or waited, and where it stood.
///
/// Time in which the thread was ready to run but had no processor is not its fault and is told apart.
public final class FxWatch implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long SAMPLE_MILLIS = 5;
    private static final int DEPTH = 60;
    private static final List<String> INPUT_OUTPUT = List.of("sun.nio.", "java.io.", "java.lang.Process");
    private static final String HEADLESS_WINDOW = "com.sun.glass.ui.headless.HeadlessWindow";

    private final Thread watcher;
    private final long fxThread;
    private final List<Stall> stalls = new ArrayList<>();
    private final long reportMillis;
    private long answers;
    private volatile String during = "";
    private volatile boolean ended;

    /// A time in which the thread did not answer.
    ///
    /// @param during        what was done at that time
    /// @param wallMillis    from question to answer
    /// @param busyMillis    what the thread computed meanwhile, without what the headless platform spends copying
    ///                      frames on it, pixel by pixel: a screen's platform does that elsewhere
    /// @param waitingMillis what it spent blocked or waiting below the program's own code
    public record Stall(String during, long wallMillis, long busyMillis, long waitingMillis, List<String> frames) {
        /// The part that is the program's doing.
        public long ownMillis() {
            return Math.max(busyMillis, waitingMillis);
        }

        @Override
        public String toString() {
            return "%s: %d ms (computing %d, waiting %d):%n    %s"
                    .formatted(during, wallMillis, busyMillis, waitingMillis, String.join("\n    ", frames));
        }
    }

    private FxWatch(long fxThread, long reportMillis) {
        this.fxThread = fxThread;
        this.reportMillis = reportMillis;
        this.watcher = Thread.ofPlatform().daemon().name("fx-watch").unstarted(this::watch);
    }

    /// Begins to watch.
    ///
    /// @param reportMillis shorter stalls are not kept
    public static FxWatch begin(long reportMillis) throws InterruptedException {
        var id = new long[1];
        var known = new CountDownLatch(1);
        Platform.runLater(() -> {
            id[0] = Thread.currentThread().threadId();
            known.countDown();
        });
        known.await();
        var watch = new FxWatch(id[0], reportMillis);
        watch.watcher.start();
        return watch;
    }

    /// The stalls so far whose own part is at least so long, the longest first.
    public synchronized List<Stall> stalls(long ownMillis) {
        return stalls.stream()
                .filter(stall -> stall.ownMillis() >= ownMillis)
                .sorted(Comparator.comparingLong(Stall::ownMillis).reversed())
                .toList();
    }

    /// Says what is done from now on.
    public void during(String what) {
        during = what;
    }

    /// How often the thread answered.
    public synchronized long answers() {
        return answers;
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        watcher.join();
    }

    private void watch() {
        try {
            while (!ended) {
                ask();
                TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() throws InterruptedException {
        var answered = new CountDownLatch(1);
        long cpuBefore = THREADS.getThreadCpuTime(fxThread);
        long asked = System.nanoTime();
        Platform.runLater(answered::countDown);
        List<ThreadInfo> samples = new ArrayList<>();
        while (!answered.await(SAMPLE_MILLIS, TimeUnit.MILLISECONDS) && !ended) {
            samples.add(THREADS.getThreadInfo(fxThread, DEPTH));
        }
        long wall = (System.nanoTime() - asked) / 1_000_000;
        long busy = (THREADS.getThreadCpuTime(fxThread) - cpuBefore) / 1_000_000;
        synchronized (this) {
            answers++;
            if (wall >= reportMillis) {
                long waiting = samples.stream().filter(FxWatch::isOwnWaiting).count() * SAMPLE_MILLIS;
                long computed = Math.round(busy * (1 - shareOfHeadlessCopying(samples)));
                stalls.add(new Stall(during, wall, computed, waiting, frames(samples)));
            }
        }
    }

    private static double shareOfHeadlessCopying(List<ThreadInfo> samples) {
        List<ThreadInfo> running = samples.stream()
                .filter(sample -> sample != null && sample.getThreadState() == Thread.State.RUNNABLE)
                .toList();
        long copying = running.stream()
                .filter(sample -> Stream.of(sample.getStackTrace()).anyMatch(FxWatch::isHeadlessCopying))
                .count();
        return running.isEmpty() ? 0 : (double) copying / running.size();
    }

    private static boolean isHeadlessCopying(StackTraceElement frame) {
        return frame.getClassName().equals(HEADLESS_WINDOW)
                && frame.getMethodName().equals("blit");
    }

    /// Below the program's own code for a lock, or in the kernel for a file or a process, which counts as running.
    private static boolean isOwnWaiting(ThreadInfo sample) {
        return sample != null
                && (sample.getThreadState() != Thread.State.RUNNABLE || isInKernel(sample.getStackTrace()))
                && Stream.of(sample.getStackTrace()).anyMatch(FxWatch::isOwn);
    }

    private static boolean isInKernel(StackTraceElement[] frames) {
        return frames.length > 0
                && frames[0].isNativeMethod()
                && INPUT_OUTPUT.stream().anyMatch(frames[0].getClassName()::startsWith);
    }

    private static boolean isOwn(StackTraceElement frame) {
        return frame.getClassName().startsWith("org.dpoworkbench.");
    }

    /// Where it stood most often: the innermost frame and the program's own innermost one.
    private static List<String> frames(List<ThreadInfo> samples) {
        return samples.stream()
                .filter(sample -> sample != null && sample.getStackTrace().length > 0)
                .map(sample -> Stream.of(sample.getStackTrace())
                                .filter(FxWatch::isOwn)
                                .findFirst()
                                .map(StackTraceElement::toString)
                                .orElse("(toolkit)")
                        + "  at  " + sample.getStackTrace()[0])
                .collect(Collectors.groupingBy(line -> line, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(6)
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .toList();
    }
}
