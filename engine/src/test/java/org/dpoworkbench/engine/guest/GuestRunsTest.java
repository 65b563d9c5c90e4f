package org.dpoworkbench.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestRunsTest {
    @TempDir
    Path folder;

    @Test
    void aTrainersOutputFolderIsReadFromItsStateThoughEventFilesLieBelow() {
        assertThat(GuestRuns.open(Records.at("trl")).kind()).isEqualTo(GuestKind.TRAINER_STATE);
    }

    @Test
    void aPathThatIsNoneIsToldSo() {
        assertThatThrownBy(() -> GuestRuns.open(folder.resolve("nowhere")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void anEmptyFolderIsToldWhatCanBeRead() {
        assertThatThrownBy(() -> GuestRuns.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no run that can be read")
                .hasMessageContaining("trainer_state.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"training_args.bin", "model.safetensors", "notes.md", "config.json"})
    void otherFilesAreNotOpened(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "{}");
        assertThatThrownBy(() -> GuestRuns.open(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no record of a run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"log_history\": 3}", "{\"log_history\": [}", "no JSON"})
    void aStateThatIsNoneIsToldSo(String text) throws IOException {
        Files.writeString(folder.resolve("trainer_state.json"), text);
        assertThatThrownBy(() -> GuestRuns.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no trainer's state");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"log_history\": [{\"step\": 1"})
    void aStateThatEndsInTheMiddleIsToldSo(String text) throws IOException {
        Files.writeString(folder.resolve("trainer_state.json"), text);
        assertThatThrownBy(() -> GuestRuns.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("ends in the middle");
    }

    @Test
    void severalRunsBelowAFolderAreNamed() throws IOException {
        for (String run : new String[] {"a", "b"}) {
            Path logs = Files.createDirectories(folder.resolve(run));
            Files.copy(Records.onlyEventFile("tensorboardx"), logs.resolve("events.out.tfevents.1.host"));
        }
        assertThatThrownBy(() -> GuestRuns.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(folder.resolve("a").toString())
                .hasMessageContaining(folder.resolve("b").toString());
    }

    @Test
    void aRunOfOurOwnIsNoGuest() {
        assertThatThrownBy(() -> GuestRuns.open(Records.at("recorded")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is a run of this program");
    }
}
