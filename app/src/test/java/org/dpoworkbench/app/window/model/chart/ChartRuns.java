package org.dpoworkbench.app.window.model.chart;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.present.Badge;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.curve.RunCurvesBuilder;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;

/// Runs for charts, told step by step.
final class ChartRuns {
    static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN);
    static final LossConfig IPO_SUM = new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM);
    static final LossConfig IPO_MEAN = new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.MEAN);
    static final LossConfig HINGE = new LossConfig(LossType.HINGE, 0.1, 0, IpoNormalisation.MEAN);

    private final String id;
    private final RunConfig config;
    private final RunCurvesBuilder curves = new RunCurvesBuilder();
    private int lines;

    private ChartRuns(String id, RunConfig config) {
        this.id = id;
        this.config = config;
    }

    /// A run whose policy starts from its reference.
    static ChartRuns of(String id, LossConfig loss) {
        return new ChartRuns(id, RecordedRuns.config(loss, Optional.empty()));
    }

    /// A run whose policy starts elsewhere.
    static ChartRuns fromElsewhere(String id, LossConfig loss) {
        return new ChartRuns(id, RecordedRuns.config(loss, Optional.of(Path.of("models", "reference"))));
    }

    ChartRuns step(int step, Map<String, Double> metrics) {
        return add(new Event.Step(step, metrics));
    }

    ChartRuns evaluation(int step, Map<String, Double> metrics) {
        return add(new Event.Evaluation(step, metrics, Optional.empty()));
    }

    ChartRuns add(Event event) {
        curves.add(new Entry(++lines, Instant.EPOCH.plusSeconds(lines), event));
        return this;
    }

    ChartRun run() {
        return new ChartRun(id, Badge.of(config), RunLook.of(0), Optional.of(config), curves.snapshot());
    }
}
