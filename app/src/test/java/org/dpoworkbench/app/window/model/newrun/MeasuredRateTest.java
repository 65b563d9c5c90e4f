package org.dpoworkbench.app.window.model.newrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.RunFolder;
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

    /// Asked, told that there is news, and asked again.
    private Optional<MeasuredRate> rate(RecordedRuns runs, RunConfig config) {
        var list = new RunList(new Project(folder, ProjectSettings.named("test")), runs, tasks::add, tasks::add);
        list.refresh();
        settle();
        var news = new AtomicInteger();
        var rates = new MeasuredRates(tasks::add, tasks::add, news::incrementAndGet);
        Optional<MeasuredRate> rate = rates.of(list.runs(), config);
        int heard = -1;
        while (rate.isEmpty() && heard != news.get()) {
            heard = news.get();
            settle();
            rate = rates.of(list.runs(), config);
        }
        return rate;
    }

    private void settle() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private static void add(RecordedRuns runs, String id, RunConfig config, double... pairsPerSecond) {
        RunFolder run = runs.add(id, config);
        runs.tell(id, RunState.FINISHED, RunCurves.EMPTY);
        assertThat(run.journal().toFile().delete()).isTrue(); // it gets a real one
        try (JournalWriter journal = JournalWriter.open(run)) {
            journal.append(new Event.Started(1, "here", 9));
            for (int i = 0; i < pairsPerSecond.length; i++) {
                journal.append(new Event.Step(
                        i + 1, Map.of("speed/pairs_per_second", pairsPerSecond[i], "memory/peak_mib", 256.0)));
            }
        }
    }
}
