package org.dpoworkbench.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import org.dpoworkbench.app.cli.TrainOptions;
import org.dpoworkbench.app.report.Flat;
import org.dpoworkbench.app.room.Rooms;
import org.dpoworkbench.app.window.model.Desk;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Session;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.newrun.FormDefaults;
import org.dpoworkbench.app.window.model.newrun.Method;
import org.dpoworkbench.app.window.model.newrun.ModelSize;
import org.dpoworkbench.engine.project.Project;

/// Opens projects with their run logs.
record ProjectOpener(Executor background, Executor ui, Desk desk, Rooms rooms, Notices notices)
        implements Session.Opener {
    @Override
    public Session.OpenProject open(Project project, boolean readOnly) {
        RunLogRuns runs = readOnly ? RunLogRuns.withoutRunLog() : RunLogRuns.holding(project);
        var workbench =
                new Workbench(project, new Workbench.Tools(background, ui, desk, rooms, runs, notices, readOnly));
        background.execute(() -> readAhead(project));
        return new Opened(workbench, runs);
    }

    /// The options and their defaults take a while the first time, and so does taking a configuration apart; neither
    /// the form of a new run nor the list of runs is to wait for them.
    private static void readAhead(Project project) {
        FormDefaults.of(project, ModelSize.LARGE);
        FormDefaults.data(project);
        FormDefaults.Preset.TRL.changes(Method.DPO, ModelSize.LARGE);
        Path none = Path.of("");
        Flat.settings(TrainOptions.defaults(none, List.of(none)));
    }

    /// @param runs to be let go at the end
    record Opened(Workbench workbench, RunLogRuns runs) implements Session.OpenProject {
        @Override
        public void refresh() {
            workbench.runs().refresh();
            runs.notice().ifPresent(workbench.notices()::warning);
        }

        @Override
        public void follow() {
            workbench.runs().follow();
        }

        @Override
        public void close() {
            workbench.queue().close();
            runs.close();
        }
    }
}
