package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dpoworkbench.app.window.RealWindow.doFx;
import static org.dpoworkbench.app.window.RealWindow.onFx;
import static org.dpoworkbench.app.window.RealWindow.until;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.dpoworkbench.app.window.Frames.Seen;
import org.dpoworkbench.app.window.chart.DrawnCharts;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.replay.JournalReplay;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testfx.api.FxToolkit;

/// Four runs at 200 steps a second each, all eyes open, for ten minutes or as many seconds as the system property
/// `soak.seconds` says.
@Tag("soak")
class WindowSoakTest {
    private static final Logger LOG = LoggerFactory.getLogger(WindowSoakTest.class);
    private static final int RUNS = 4;
    private static final int STEPS_PER_SECOND = 200;
    private static final int SECONDS = Integer.getInteger("soak.seconds", 600);
    private static final Duration SAMPLE = Duration.ofSeconds(Math.min(30, SECONDS / 4));

    /// What one step of a run may hold: 29 metrics and its time, 8 bytes each, in arrays that double as they grow; and
    /// as much again for what charts keep of the curves, which are fewer.
    private static final long BYTES_PER_STEP = 2 * 2 * (29 + 1) * 8;

    /// What does not grow with the data but comes and goes: the run log's cache of pages, pictures, snapshots on their
    /// way.
    private static final long SLACK_BYTES = 48 << 20;

    @TempDir
    Path folder;

    private Process replay;
    private RealWindow window;

    /// @param steps of all runs together
    private record Sample(Seen seen, long heapBytes, long steps) {}

    @BeforeEach
    void open() throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        Project.create(folder, ProjectSettings.named("replay"));
        window = RealWindow.open(folder.resolve("window.json"));
        doFx(() -> window.session.open(folder));
        until("the project is open", () -> window.has("shell"));
    }

    @AfterEach
    void close() throws Exception {
        if (replay != null) {
            replay.destroyForcibly().waitFor();
        }
        window.end();
    }

    @Test
    void fourFastRunsLeaveTheWindowFluentAndItsMemoryGrowsWithTheDataAlone() throws Exception {
        replay = replay(SECONDS + 120);
        until("all runs are there", () -> runs().size() == RUNS);
        doFx(() -> runs().forEach(run -> run.shownProperty().set(true)));
        until(
                "all are drawn",
                () -> DrawnCharts.in(window.stage.getScene().getRoot()).stream()
                        .anyMatch(chart -> chart.reaches() > 5 * STEPS_PER_SECOND));
        Frames frames = onFx(Frames::begin);
        assertThat(replay.waitFor(SAMPLE.toSeconds(), TimeUnit.SECONDS))
                .as("while everything is compiled, the replay goes on")
                .isFalse();
        LOG.warn("At first: {}", onFx(frames::look));
        List<Sample> samples = new ArrayList<>();
        for (long passed = 0; passed < SECONDS; passed += SAMPLE.toSeconds()) {
            assertThat(replay.waitFor(SAMPLE.toSeconds(), TimeUnit.SECONDS))
                    .as("the replay goes on")
                    .isFalse();
            Seen seen = onFx(frames::look);
            var sample = new Sample(seen, heapAfterCollection(), onFx(this::steps));
            onFx(frames::look); // without the collection
            samples.add(sample);
            LOG.warn(
                    "{} s: {}, heap {} MiB, {} steps, system's load {}",
                    passed + SAMPLE.toSeconds(),
                    seen,
                    sample.heapBytes() >> 20,
                    sample.steps(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
        doFx(frames::end);
        assertThat(medianFrames(samples))
                .as("frames a second, as the machine may have other things to do for a while")
                .isGreaterThanOrEqualTo(30);
        Sample first = samples.getFirst();
        assertThat(samples)
                .allSatisfy(sample -> assertThat(sample.heapBytes() - first.heapBytes())
                        .isLessThan((sample.steps() - first.steps()) * BYTES_PER_STEP + SLACK_BYTES));
    }

    private static double medianFrames(List<Sample> samples) {
        List<Double> sorted = samples.stream()
                .map(sample -> sample.seen().perSecond())
                .sorted()
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    private Process replay(int seconds) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        JournalReplay.class.getName(),
                        folder.toString(),
                        Integer.toString(RUNS),
                        Integer.toString(STEPS_PER_SECOND),
                        Integer.toString(seconds))
                .inheritIO();
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    private List<RunItem> runs() {
        return window.workbench().runs().runs();
    }

    private long steps() {
        return runs().stream().mapToLong(run -> run.curves().lastStep()).sum();
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
