package org.dpoworkbench.app.window;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.engine.project.Project;

/// Measures what following costs without a window: snapshots a second, the ui's share, processor time,
/// memory, growth of the run log. Start `JournalReplay` on the same project beside it.
public final class LiveRunsMeasurement {
    private final RunList runs;
    private final AtomicLong uiNanos = new AtomicLong();
    private final AtomicLong longestUiNanos = new AtomicLong();
    private final AtomicLong snapshots = new AtomicLong();
    private final Set<RunItem> heard = new HashSet<>();
    private final long begun = System.nanoTime();

    private LiveRunsMeasurement(Project project, RunLogRuns source, ExecutorService background, ExecutorService ui) {
        runs = new RunList(project, source, background, task -> ui.execute(() -> timed(task)));
    }

    /// @param arguments project folder, seconds
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        try (RunLogRuns source = RunLogRuns.open(folder);
                ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledExecutorService ui = Executors.newSingleThreadScheduledExecutor()) {
            var measurement = new LiveRunsMeasurement(Project.open(folder), source, background, ui);
            ui.scheduleAtFixedRate(() -> measurement.timed(measurement.runs::refresh), 0, 1000, TimeUnit.MILLISECONDS);
            ui.scheduleAtFixedRate(() -> measurement.timed(measurement::follow), 40, 80, TimeUnit.MILLISECONDS);
            for (int second = 10; second <= seconds; second += 10) {
                Thread.sleep(Duration.ofSeconds(10));
                int now = second;
                ui.submit(() -> measurement.tell(now, folder)).get();
            }
            ui.shutdownNow();
        }
    }

    private void follow() {
        runs.follow();
        for (RunItem item : runs.runs()) {
            if (heard.add(item)) {
                if (heard.size() == 1) {
                    tellTime("listed: " + runs.runs().size() + " runs, the first at step "
                            + item.summary().step() + ", loss " + item.summary().loss());
                }
                item.curvesProperty().addListener((_, _, now) -> {
                    if (snapshots.incrementAndGet() < 5) {
                        tellTime(item.id() + ": " + now.metrics().size() + " metrics, step " + now.lastStep());
                    }
                });
            }
        }
    }

    @SuppressWarnings("SystemOut") // its only reader sits before it
    private void tellTime(String what) {
        System.out.printf("after %d ms: %s%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun), what);
    }

    private void timed(Runnable task) {
        long begun = System.nanoTime();
        task.run();
        long took = System.nanoTime() - begun;
        uiNanos.addAndGet(took);
        longestUiNanos.accumulateAndGet(took, Math::max);
    }

    @SuppressWarnings("SystemOut") // its only reader sits before it
    private void tell(int second, Path folder) {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
        var processor = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.printf(
                "%4d s: %d snapshots, ui %d ms (longest %.1f ms), processor %.1f s, heap %d MiB, run log %d KiB; %s%n",
                second,
                snapshots.getAndSet(0),
                TimeUnit.NANOSECONDS.toMillis(uiNanos.getAndSet(0)),
                longestUiNanos.getAndSet(0) / 1e6,
                processor.getProcessCpuTime() / 1e9,
                heap,
                size(folder) >> 10,
                runs.runs().stream()
                        .map(item -> item.id() + " "
                                + item.summary().state().map(Enum::name).orElse("?") + " "
                                + item.curves().lastStep())
                        .toList());
    }

    private static long size(Path folder) {
        try {
            return Files.size(folder.resolve("runlog.mv.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
