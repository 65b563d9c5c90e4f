package org.dpoworkbench.app.window.scale;

import java.util.Comparator;
import org.dpoworkbench.app.window.scale.Numbers.Row;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.runlog.IndexedRun;
import org.dpoworkbench.engine.runlog.RunLog;

/// The run log alone, without a window.
record RunLogQuestions(Project project, Numbers numbers) {
    private static final Row OPENED = new Row("run log: opened, ms", "");
    private static final Row ASKED = new Row("run log: last loss and accuracy of 500 runs, ms", "");
    private static final Row READ = new Row("run log: a million points read, ms", "");

    void ask() {
        long began = System.nanoTime();
        try (RunLog runLog = RunLog.open(project)) {
            numbers.addMillisSince(OPENED, began);
            began = System.nanoTime();
            for (IndexedRun run : runLog.runs()) {
                runLog.last(run.name(), Metric.LOSS.key());
                runLog.last(run.name(), Metric.REWARDS_ACCURACIES.evalKey());
            }
            numbers.addMillisSince(ASKED, began);
            began = System.nanoTime();
            var run = new RunFolder(project.runs().resolve(ManyRuns.LONG_RUN));
            Series loss = runLog.restore(run, Comparator.naturalOrder(), _ -> {})
                    .orElseThrow()
                    .curves()
                    .snapshot()
                    .series(Metric.LOSS.key());
            numbers.addMillisSince(READ, began);
            if (loss.size() != ManyRuns.LONG_STEPS) {
                throw new AssertionError(loss.size() + " points read");
            }
        }
    }
}
