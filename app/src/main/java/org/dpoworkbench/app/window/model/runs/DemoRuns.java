package org.dpoworkbench.app.window.model.runs;

import java.util.List;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.sample.SampleProject;
import org.dpoworkbench.ui.Messages;

/// The sample project's first runs, DPO beside IPO.
public final class DemoRuns {
    private final Workbench workbench;

    public DemoRuns(Workbench workbench) {
        this.workbench = workbench;
    }

    /// Whether this is the sample project, which has a demo.
    public boolean offered() {
        return workbench.project().settings().name().equals(SampleProject.NAME)
                && workbench.project().settings().defaultConfig().isPresent();
    }

    /// Queues what the demo compares, on this project's own files.
    public void queue() {
        RunConfig base =
                workbench.project().settings().defaultConfig().orElseThrow().resolvedIn(workbench.folder());
        workbench
                .jobs()
                .start(
                        Messages.text("runs.demo.job"),
                        _ -> workbench.rooms().sampleProjects().demo().stream()
                                .map(demo -> base.withLoss(demo.config().loss()))
                                .toList(),
                        this::queue,
                        workbench.notices()::error);
    }

    private void queue(List<RunConfig> configs) {
        workbench.queue().add(configs, _ -> workbench.runs().refresh());
    }
}
