package org.dpoworkbench.app.window.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.FakeDesk;
import org.dpoworkbench.app.window.model.Notice;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.app.window.model.runs.StateWords;
import org.dpoworkbench.engine.guest.GuestKind;
import org.dpoworkbench.engine.guest.GuestList;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No toolkit: the two executors are queues that the test empties.
class GuestsTest {
    @TempDir
    Path project;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private final FakeDesk desk = new FakeDesk();
    private Path table;

    @BeforeEach
    void aTable() throws IOException {
        table = Files.writeString(project.resolve("other.csv"), "step,loss\n1,0.69\n2,0.5\n");
    }

    @Test
    void aFileThatIsChosenIsListedShownAndRemembered() {
        Workbench workbench = open(false);
        desk.files = List.of(table);
        workbench.guests().addFiles().action().run();
        settle();
        assertThat(guests(workbench)).singleElement().satisfies(item -> {
            assertThat(item.id()).isEqualTo("other.csv");
            assertThat(item.origin()).contains("CSV");
            assertThat(item.nameProperty().get()).isEqualTo("other.csv");
            assertThat(item.shownProperty().get()).isTrue();
        });
        assertThat(GuestList.read(project).runs())
                .containsExactly(new GuestList.Guest("other.csv", Path.of("other.csv"), GuestKind.CSV));
    }

    @Test
    void aProjectThatIsOpenedAgainListsThemAgain() {
        Workbench first = open(false);
        first.guests().add(List.of(table));
        settle();
        assertThat(guests(open(false))).extracting(RunItem::id).containsExactly("other.csv");
    }

    @Test
    void addingTheSameTwiceListsItOnce() {
        Workbench workbench = open(false);
        workbench.guests().add(List.of(table));
        workbench.guests().add(List.of(project.resolve(".").resolve("other.csv")));
        settle();
        assertThat(guests(workbench)).hasSize(1);
        assertThat(GuestList.read(project).runs()).hasSize(1);
    }

    @Test
    void twoOfTheSameNameAreToldApart() throws IOException {
        Path twin =
                Files.copy(table, Files.createDirectory(project.resolve("b")).resolve("other.csv"));
        Workbench workbench = open(false);
        workbench.guests().add(List.of(table, twin));
        settle();
        assertThat(guests(workbench)).extracting(RunItem::id).containsExactly("other.csv", "other.csv 2");
        assertThat(guests(open(false))).extracting(RunItem::path).containsExactly(table, twin);
    }

    @Test
    void whatIsNoRunIsToldAndTheOthersAreAdded() throws IOException {
        Path photo = Files.writeString(project.resolve("photo.png"), "");
        Workbench workbench = open(false);
        workbench.guests().add(List.of(photo, table));
        settle();
        assertThat(guests(workbench)).hasSize(1);
        assertThat(workbench.notices().all()).singleElement().satisfies(notice -> {
            assertThat(notice.level()).isEqualTo(Notice.Level.ERROR);
            assertThat(notice.text()).contains(photo.toString(), "no record of a run");
        });
    }

    @Test
    void takingOneOffTheListLeavesItsFiles() {
        Workbench workbench = open(false);
        workbench.guests().add(List.of(table));
        settle();
        assertThat(workbench.guests().remove().enabled().getAsBoolean()).isFalse();
        workbench.runs().selectedProperty().set(guests(workbench).getFirst());
        workbench.guests().remove().runIfEnabled();
        settle();
        assertThat(guests(workbench)).isEmpty();
        assertThat(GuestList.read(project).runs()).isEmpty();
        assertThat(table).exists();
    }

    @Test
    void theStateOfARunIsUnknownUnlessItsRecordTellsOfItsEnd() throws IOException {
        Path unfinished = trainerState("unfinished", 5, 10);
        Path finished = trainerState("finished", 10, 10);
        Workbench workbench = open(false);
        workbench.guests().add(List.of(unfinished, finished));
        settle();
        RunSummary first = guests(workbench).get(0).summary();
        assertThat(first.state()).isEmpty();
        assertThat(first.step()).isEqualTo(5);
        assertThat(first.isToCome() || first.underWay()).isFalse();
        assertThat(StateWords.of(first)).isEqualTo("Recorded");
        assertThat(guests(workbench).get(1).summary().state()).contains(RunState.FINISHED);
        assertThat(workbench.queue().waiting()).isEmpty();
        assertThat(workbench.runs().underWayProperty().get()).isZero();
    }

    @Test
    void theLineOfARunWhoseFilesVanishedSaysSoAndKeepsItsNumbers() throws IOException {
        Workbench workbench = open(false);
        workbench.guests().add(List.of(trainerState("finished", 10, 10)));
        settle();
        Files.delete(project.resolve("finished/trainer_state.json"));
        workbench.runs().refresh();
        settle();
        RunSummary line = guests(workbench).getFirst().summary();
        assertThat(StateWords.of(line)).isEqualTo("Unreadable");
        assertThat(line.problem()).get().asString().contains("finished");
        assertThat(line.loss()).hasValue(0.5);
    }

    private Path trainerState(String name, int step, int steps) throws IOException {
        Path folder = Files.createDirectory(project.resolve(name));
        Files.writeString(
                folder.resolve("trainer_state.json"),
                "{\"global_step\": %d, \"max_steps\": %d, \"log_history\": [{\"step\": %d, \"loss\": 0.5}]}"
                        .formatted(step, steps, step));
        return folder;
    }

    @Test
    void aFolderThatIsDroppedIsAProjectBeforeItIsARun() throws IOException {
        Path run = trainerState("out", 5, 10);
        assertThat(DroppedFolder.of(run)).isEqualTo(DroppedFolder.RUN);
        Files.writeString(run.resolve("project.yaml"), "");
        assertThat(DroppedFolder.of(run)).isEqualTo(DroppedFolder.PROJECT);
        Path pictures = Files.createDirectory(project.resolve("pictures"));
        Files.writeString(pictures.resolve("a.csv"), "a table is no folder's run");
        assertThat(DroppedFolder.of(pictures)).isEqualTo(DroppedFolder.OTHER);
    }

    @Test
    void aGuestWhoseFilesVanishedIsListedAndSaysSoUntilTheyAreBack() throws IOException {
        var guest = new RememberedGuest(
                project, new GuestList.Guest("other.csv", Path.of("other.csv"), GuestKind.CSV), Optional.empty());
        Files.delete(table);
        assertThat(guest.changed()).isTrue();
        assertThatThrownBy(guest::curves).isInstanceOf(UserError.class).hasMessageContaining(table.toString());
        aTable();
        assertThat(guest.curves().series("loss").lastValue()).isEqualTo(0.5);
        assertThat(guest.changed()).isFalse();
        Files.delete(table);
        assertThat(guest.changed()).isTrue();
        assertThatThrownBy(guest::curves).isInstanceOf(UserError.class).hasMessageContaining("not there any more");
    }

    @Test
    void aProjectOpenForReadingOnlyIsNotWrittenTo() {
        Workbench workbench = open(true);
        workbench.guests().add(List.of(table));
        settle();
        assertThat(guests(workbench)).hasSize(1);
        assertThat(project.resolve("guests.json")).doesNotExist();
        assertThat(workbench.notices().all()).isNotEmpty();
    }

    @Test
    void aDamagedListIsToldAndNotWrittenOver() throws IOException {
        Files.writeString(project.resolve("guests.json"), "no list");
        Workbench workbench = open(false);
        assertThat(workbench.notices().all()).extracting(Notice::text).anyMatch(text -> text.contains("guests.json"));
        workbench.guests().add(List.of(table));
        settle();
        assertThat(project.resolve("guests.json")).content().isEqualTo("no list");
    }

    private Workbench open(boolean readOnly) {
        var workbench = new Workbench(
                new Project(project, ProjectSettings.named("test")),
                new Workbench.Tools(
                        background::add,
                        ui::add,
                        desk,
                        new FakeRooms().rooms(),
                        new RecordedRuns(project),
                        new Notices(),
                        readOnly));
        workbench.guests().load();
        workbench.runs().refresh();
        settle();
        return workbench;
    }

    private static List<RunItem> guests(Workbench workbench) {
        return workbench.runs().runs().stream().filter(RunItem::isGuest).toList();
    }

    private void settle() {
        while (!background.isEmpty() || !ui.isEmpty()) {
            Queue<Runnable> next = background.isEmpty() ? ui : background;
            next.remove().run();
        }
    }
}
