package org.dpoworkbench.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.FakeDesk;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.settings.SettingsFile;
import org.dpoworkbench.app.window.model.settings.SettingsStore;
import org.dpoworkbench.app.window.model.settings.WindowSettings;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.runlog.RunLogHeld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No toolkit: the two executors are queues that the test empties.
class SessionTest {
    @TempDir
    Path folder;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private SettingsStore settings;
    private Session session;

    @BeforeEach
    void begin() {
        settings = new SettingsStore(
                new SettingsFile(folder.resolve("window.json")), WindowSettings.DEFAULTS, background::add, _ -> {});
        session = new Session(this::opened, settings, background::add, ui::add);
    }

    @Test
    void aProjectIsOpenOnceItsFilesAreRead() {
        Path project = project("a");
        session.open(project);
        assertThat(session.stateProperty().get()).isEqualTo(new Session.Opening(project));
        assertThat(told).isEmpty();
        run();
        assertThat(session.workbench().orElseThrow().folder()).isEqualTo(project);
    }

    @Test
    void theOneBeforeIsLetGoFirst() {
        session.open(project("a"));
        run();
        session.open(project("b"));
        run();
        assertThat(told).containsExactly("open a", "close a", "open b");
    }

    @Test
    void whatWasOpenedLastIsOfferedFirst() {
        Path a = project("a");
        Path b = project("b");
        session.open(a);
        run();
        session.open(b);
        run();
        assertThat(settings.settings().recent()).containsExactly(b, a);
    }

    @Test
    void aFolderWithoutAProjectSaysSoAndWhatToDo() {
        session.open(folder.resolve("none"));
        run();
        assertThat(session.stateProperty().get())
                .isInstanceOfSatisfying(
                        Session.Failed.class,
                        failed -> assertThat(failed.message()).contains("none").contains("Is the path right?"));
        assertThat(settings.settings().recent()).isEmpty();
    }

    @Test
    void aDamagedProjectFileIsToldWithItsPlace() throws IOException {
        Path project = project("a");
        Files.writeString(project.resolve("project.yaml"), "name: [a\n");
        session.open(project);
        run();
        assertThat(session.stateProperty().get())
                .isInstanceOfSatisfying(
                        Session.Failed.class,
                        failed -> assertThat(failed.message())
                                .contains("project.yaml")
                                .contains("line"));
    }

    @Test
    void aProjectThatAnotherWindowHasCanBeOpenedToLookAt() {
        Path project = project("held");
        session.open(project);
        run();
        assertThat(session.stateProperty().get())
                .isInstanceOfSatisfying(
                        Session.Elsewhere.class,
                        elsewhere -> assertThat(elsewhere.message()).contains("in use"));
        session.openReadOnly(project);
        run();
        assertThat(session.workbench().orElseThrow().readOnly()).isTrue();
    }

    @Test
    void aNewProjectIsNamedAfterItsFolderAndOneThatIsThereIsOpened() {
        Path fresh = folder.resolve("my-project");
        session.create(fresh);
        run();
        assertThat(Project.open(fresh).settings().name()).isEqualTo("my-project");
        session.create(fresh);
        run();
        assertThat(session.workbench().orElseThrow().folder()).isEqualTo(fresh);
    }

    @Test
    void atTheEndTheProjectIsClosedInTheBackground() {
        session.open(project("a"));
        run();
        CompletableFuture<Void> closed = session.close();
        assertThat(session.stateProperty().get()).isEqualTo(new Session.Nothing());
        assertThat(told).containsExactly("open a");
        assertThat(closed).isNotDone();
        run();
        assertThat(told).containsExactly("open a", "close a");
        assertThat(closed).isCompleted();
        assertThat(session.close()).as("nothing is open any more").isCompleted();
    }

    private Path project(String name) {
        return Project.create(folder.resolve(name), ProjectSettings.named(name)).folder();
    }

    private void run() {
        while (!background.isEmpty() || !ui.isEmpty()) {
            (background.isEmpty() ? ui : background).remove().run();
        }
    }

    /// A project called "held" is another process's.
    private Session.OpenProject opened(Project project, boolean readOnly) {
        String name = project.settings().name();
        if (name.equals("held") && !readOnly) {
            throw new RunLogHeld(project.runLog(), Optional.of("process 1"), new IOException("locked"));
        }
        told.add("open " + name);
        var workbench = new Workbench(
                project,
                new Workbench.Tools(
                        background::add,
                        ui::add,
                        new FakeDesk(),
                        new FakeRooms().rooms(),
                        new RecordedRuns(project.folder()),
                        new Notices(),
                        readOnly));
        return new Session.OpenProject() {
            @Override
            public Workbench workbench() {
                return workbench;
            }

            @Override
            public void refresh() {
                workbench.runs().refresh();
            }

            @Override
            public void follow() {
                workbench.runs().follow();
            }

            @Override
            public void close() {
                told.add("close " + name);
            }
        };
    }
}
