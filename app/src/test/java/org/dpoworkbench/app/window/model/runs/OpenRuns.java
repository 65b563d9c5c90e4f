package org.dpoworkbench.app.window.model.runs;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.FakeDesk;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.app.window.model.run.RunSource;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;

/// A workbench without a toolkit: both executors are queues that the test empties.
final class OpenRuns {
    final Queue<Runnable> background = new ArrayDeque<>();
    final Queue<Runnable> ui = new ArrayDeque<>();
    final FakeDesk desk = new FakeDesk();
    final FakeRooms rooms = new FakeRooms();
    final Workbench workbench;
    final RecordedRuns recorded;
    final RunList runs;

    OpenRuns(Path project) {
        this(project, new RecordedRuns(project));
    }

    private OpenRuns(Path project, RecordedRuns recorded) {
        this(project, recorded, recorded);
    }

    /// @param source tells about the runs; `recorded` only makes their folders
    OpenRuns(Path project, RecordedRuns recorded, RunSource source) {
        this.recorded = recorded;
        workbench = new Workbench(
                new Project(project, ProjectSettings.named("test")),
                new Workbench.Tools(background::add, ui::add, desk, rooms.rooms(), source, new Notices(), false));
        runs = workbench.runs();
    }

    /// Reads the runs and does all that follows.
    void read() {
        runs.refresh();
        settle();
        runs.follow();
        settle();
    }

    /// Does what waits, until nothing does.
    void settle() {
        while (!background.isEmpty() || !ui.isEmpty()) {
            Runnable next = background.isEmpty() ? ui.remove() : background.remove();
            next.run();
        }
    }

    RunItem item(String id) {
        return runs.runs().stream()
                .filter(run -> run.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
