package org.dpoworkbench.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestListTest {
    @TempDir
    Path project;

    @Test
    void aProjectWithoutGuestsHasNoFileAndNoGuests() {
        assertThat(GuestList.read(project).runs()).isEmpty();
        assertThat(project).isEmptyDirectory();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        GuestList list = GuestList.EMPTY
                .with(GuestList.Guest.of(project, project.resolve("logs/a"), GuestKind.TENSORBOARD))
                .with(GuestList.Guest.of(project, project.resolveSibling("elsewhere.csv"), GuestKind.CSV));
        list.write(project);
        assertThat(GuestList.read(project)).isEqualTo(list);
    }

    @Test
    void placesInTheProjectAreRelativeAndMoveWithIt(@TempDir Path moved) throws IOException {
        GuestList.EMPTY
                .with(GuestList.Guest.of(project, project.resolve("logs").resolve("a"), GuestKind.TENSORBOARD))
                .write(project);
        assertThat(project.resolve("guests.json")).content().contains("\"logs/a\"", "\"tensorboard\"");
        Files.copy(project.resolve("guests.json"), moved.resolve("guests.json"));
        assertThat(GuestList.read(moved).runs().getFirst().in(moved))
                .isEqualTo(moved.resolve("logs").resolve("a"));
    }

    @Test
    void aPathIsRememberedOnceAndCanBeForgotten() {
        GuestList.Guest first = GuestList.Guest.of(project, project.resolve("a.csv"), GuestKind.CSV);
        GuestList.Guest second = GuestList.Guest.of(project, project.resolve("b.csv"), GuestKind.CSV);
        GuestList list = GuestList.EMPTY.with(first).with(second).with(first);
        assertThat(list.runs()).containsExactly(second, first);
        assertThat(list.without(first.path()).runs()).containsExactly(second);
    }

    @Test
    void aDamagedFileIsToldWithWhatToDo() throws IOException {
        Files.writeString(project.resolve("guests.json"), "{\"version\": 1, \"runs\": [{\"path\": 3");
        assertThatThrownBy(() -> GuestList.read(project))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("guests.json")
                .hasMessageContaining("delete it");
    }

    @Test
    void aNewerFileIsNotMisread() throws IOException {
        Files.writeString(project.resolve("guests.json"), "{\"version\": 2, \"runs\": []}");
        assertThatThrownBy(() -> GuestList.read(project))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("newer version");
    }
}
