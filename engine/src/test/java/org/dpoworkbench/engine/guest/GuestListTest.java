package org.dpoworkbench.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
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
    void whatIsWrittenIsReadAgain(@TempDir Path elsewhere) throws IOException {
        GuestList list =
                with(with(GuestList.EMPTY, table(project.resolve("a.csv"))), table(elsewhere.resolve("b.csv")));
        list.write(project);
        assertThat(GuestList.read(project)).isEqualTo(list);
        assertThat(list.runs().getLast().path()).isEqualTo(elsewhere.resolve("b.csv"));
    }

    @Test
    void placesInTheProjectAreRelativeAndMoveWithIt(@TempDir Path moved) throws IOException {
        Path file = table(Files.createDirectory(project.resolve("logs")).resolve("a.csv"));
        with(GuestList.EMPTY, file).write(project);
        assertThat(project.resolve("guests.json")).content().contains("\"logs/a.csv\"", "\"csv\"");
        Files.copy(project.resolve("guests.json"), moved.resolve("guests.json"));
        assertThat(GuestList.read(moved).runs().getFirst().in(moved))
                .isEqualTo(moved.resolve("logs").resolve("a.csv"));
    }

    @Test
    void aPlaceIsRememberedOnceAndCanBeForgotten() throws IOException {
        Path a = table(project.resolve("a.csv"));
        Path b = table(project.resolve("b.csv"));
        GuestList list = with(with(GuestList.EMPTY, a), b);
        assertThat(with(list, a)).isSameAs(list);
        assertThat(list.without("a.csv").runs()).extracting(GuestList.Guest::id).containsExactly("b.csv");
    }

    @Test
    void anIdIsGivenOnce(@TempDir Path elsewhere) throws IOException {
        GuestList list =
                with(with(GuestList.EMPTY, table(project.resolve("a.csv"))), table(elsewhere.resolve("a.csv")));
        assertThat(list.runs()).extracting(GuestList.Guest::id).containsExactly("a.csv", "a.csv 2");
        assertThat(GuestList.EMPTY
                        .with(project, GuestRuns.open(project.resolve("a.csv")), Set.of("a.csv", "a.csv 2"))
                        .runs())
                .extracting(GuestList.Guest::id)
                .containsExactly("a.csv 3");
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

    private GuestList with(GuestList list, Path file) {
        return list.with(project, GuestRuns.open(file), Set.of());
    }

    private static Path table(Path file) throws IOException {
        return Files.writeString(file, "step,loss\n1,0.69\n");
    }
}
