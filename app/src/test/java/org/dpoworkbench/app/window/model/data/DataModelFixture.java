package org.dpoworkbench.app.window.model.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.FakeDesk;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.text.PairInspection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A data model on a small project. No toolkit: the two executors are queues that the test empties.
abstract class DataModelFixture {
    @TempDir
    Path folder;

    final Queue<Runnable> background = new ArrayDeque<>();
    final Queue<Runnable> ui = new ArrayDeque<>();
    final FakeDesk desk = new FakeDesk();
    Project project;
    Workbench workbench;
    DataModel model;

    @BeforeEach
    void open() throws IOException {
        project = SmallProject.in(folder.resolve("project"));
        workbench = new Workbench(
                project,
                new Workbench.Tools(
                        background::add,
                        ui::add,
                        desk,
                        new FakeRooms().rooms(),
                        new RecordedRuns(project.folder()),
                        new Notices(),
                        false));
        model = new DataModel(workbench);
        settle();
    }

    void add(Path... files) {
        desk.choose(files);
        model.sourceActions().addFiles();
        settle();
    }

    /// What is seen of a record that is looked at.
    PairInspection inspection(PairRow row) {
        model.look(Optional.of(row));
        settle();
        return model.viewProperty().get().orElseThrow().inspection().orElseThrow();
    }

    List<DataSource> settings() {
        return workbench.project().settings().data();
    }

    void settle() {
        while (!background.isEmpty() || !ui.isEmpty()) {
            while (!background.isEmpty()) {
                background.remove().run();
            }
            while (!ui.isEmpty()) {
                ui.remove().run();
            }
        }
    }
}
