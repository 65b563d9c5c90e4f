package org.dpoworkbench.app.window.model.runs;

import java.util.List;
import org.dpoworkbench.app.room.RunWatch;
import org.dpoworkbench.app.room.SampleProjects.DemoRun;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.sample.SampleProject;
import org.dpoworkbench.ui.Messages;

/// Starts runs one after the other; a worker that was started goes on whatever becomes of the window.
public final class RunStarter {
    private final Workbench workbench;

    public RunStarter(Workbench workbench) {
        this.workbench = workbench;
    }

    /// Whether this is the sample project, which has a demo.
    public boolean hasDemo() {
        return workbench.project().settings().name().equals(SampleProject.NAME)
                && workbench.project().settings().defaultConfig().isPresent();
    }

    /// Runs what the demo compares, on this project's own files.
    public void startDemo() {
        RunConfig base =
                workbench.project().settings().defaultConfig().orElseThrow().resolvedIn(workbench.folder());
        workbench
                .jobs()
                .start(
                        Messages.text("runs.demo.job"),
                        progress -> {
                            List<DemoRun> demo =
                                    workbench.rooms().sampleProjects().demo();
                            for (int i = 0; i < demo.size(); i++) {
                                progress.at(demo.get(i).title(), i, demo.size());
                                run(base.withLoss(demo.get(i).config().loss()));
                            }
                            return demo;
                        },
                        _ -> {},
                        workbench.notices()::error);
    }

    private void run(RunConfig config) throws InterruptedException {
        RunWatch watch =
                workbench.rooms().runs().start(config, workbench.project().newRun(config));
        watch.follow(_ -> {});
    }
}
