package org.dpoworkbench.app.window.model.newrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.RunCurvesBuilder;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredRateTest {
    private static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN);
    private static final LossConfig IPO = new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM);

    @TempDir
    private Path folder;

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Test
    void theNewestRunWithTheSameModelOnTheSameDeviceTells() {
        var runs = new RecordedRuns(folder);
        RunConfig asked = RecordedRuns.config(DPO, Optional.empty());
        add(runs, "20260101-000000-old", asked, 10, 20, 30);
        add(runs, "20260102-000000-new", RecordedRuns.config(IPO, Optional.empty()), 5, 7, 40);
        add(runs, "20260103-000000-without", asked);
        assertThat(rate(runs, asked)).hasValueSatisfying(rate -> {
            assertThat(rate.source()).isEqualTo(new MeasuredRate.Source.Run("20260102-000000-new"));
            assertThat(rate.pairsPerSecond()).isEqualTo(7); // the median
            assertThat(rate.memoryMib()).hasValue(256);
        });
    }

    @Test
    void noRunAlikeIsNoRate() {
        var runs = new RecordedRuns(folder);
        FormValues other = FormValues.of(RecordedRuns.config(DPO, Optional.empty()), folder)
                .with(Field.MODEL, "models/large");
        add(
                runs,
                "20260101-000000-other",
                FormReader.read(other, folder).config().orElseThrow(),
                10);
        assertThat(rate(runs, RecordedRuns.config(DPO, Optional.empty()))).isEmpty();
    }

    private Optional<MeasuredRate> rate(RecordedRuns runs, RunConfig config) {
        var list = new RunList(new Project(folder, ProjectSettings.named("test")), runs, tasks::add, tasks::add);
        list.refresh();
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        return MeasuredRate.of(list.runs(), config);
    }

    private static void add(RecordedRuns runs, String id, RunConfig config, double... pairsPerSecond) {
        runs.add(id, config);
        runs.tell(id, RunState.FINISHED, curves(pairsPerSecond));
    }

    private static RunCurves curves(double... pairsPerSecond) {
        var builder = new RunCurvesBuilder();
        builder.add(new Entry(1, Instant.EPOCH, new Event.Started(1, "here", 9)));
        for (int i = 0; i < pairsPerSecond.length; i++) {
            builder.add(new Entry(
                    i + 2,
                    Instant.EPOCH,
                    new Event.Step(
                            i + 1, Map.of("speed/pairs_per_second", pairsPerSecond[i], "memory/peak_mib", 256.0))));
        }
        return builder.snapshot();
    }
}
