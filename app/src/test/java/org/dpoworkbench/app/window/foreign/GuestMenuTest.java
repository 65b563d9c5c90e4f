package org.dpoworkbench.app.window.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.FakeDesk;
import org.dpoworkbench.app.window.Followed;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class GuestMenuTest {
    @TempDir
    Path project;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final FakeDesk desk = new FakeDesk();
    private Workbench workbench;

    @Start
    void open(Stage stage) {
        workbench = new Workbench(
                new Project(project, ProjectSettings.named("test")),
                new Workbench.Tools(
                        Followed.untilShutdown(background),
                        Platform::runLater,
                        desk,
                        new FakeRooms().rooms(),
                        new RecordedRuns(project),
                        new Notices(),
                        false));
        stage.setScene(new Scene(new StackPane(GuestMenu.button(workbench.guests())), 300, 200));
        stage.show();
        workbench.runs().refresh();
    }

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void theMenuAddsTheChosenFileToTheRuns(FxRobot robot) throws Exception {
        desk.files = List.of(Files.writeString(project.resolve("other.csv"), "step,loss\n1,0.69\n"));
        MenuButton button = robot.lookup("#add-guest").queryAs(MenuButton.class);
        assertThat(button.getAccessibleText()).isNotBlank();
        robot.interact(() -> item(button, "add-guest-files").fire());
        WaitForAsyncUtils.waitFor(
                10, TimeUnit.SECONDS, () -> workbench.runs().runs().size() == 1);
        assertThat(workbench.runs().runs().getFirst().isGuest()).isTrue();
    }

    @Test
    void onlyWhatMayBeARunIsAcceptedFromADrag() throws IOException {
        Path folder = Files.createDirectory(project.resolve("out"));
        assertThat(GuestDrop.accepts(List.of(folder))).isTrue();
        assertThat(GuestDrop.accepts(List.of(Path.of("a.png"), Path.of("events.out.tfevents.1.host"))))
                .isTrue();
        assertThat(GuestDrop.accepts(List.of(Path.of("a.png"), Path.of("pairs.jsonl"))))
                .isFalse();
    }

    private static MenuItem item(MenuButton button, String id) {
        return button.getItems().stream()
                .filter(item -> id.equals(item.getId()))
                .findFirst()
                .orElseThrow();
    }
}
