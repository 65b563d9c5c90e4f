package org.dpoworkbench.app.window.model.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.Lease;
import org.dpoworkbench.engine.run.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTrashTest {
    @TempDir
    Path project;

    private RunTrash trash;

    @BeforeEach
    void open() {
        trash = new RunTrash(project);
    }

    @Test
    void aRunGoesIntoTheTrashWholeAndComesBackWhole() throws IOException {
        RunFolder run = run("a");
        List<RunTrash.Thrown> thrown = trash.put(List.of(run));
        assertThat(run.path()).doesNotExist();
        assertThat(project.resolve("trash/a/checkpoints/step-000020/model.safetensors"))
                .hasSize(1000);
        trash.restore(thrown);
        assertThat(run.checkpoint(20).resolve("model.safetensors")).hasSize(1000);
        assertThat(trash.count()).isZero();
    }

    @Test
    void twoRunsOfOneNameLieSideBySide() throws IOException {
        trash.put(List.of(run("a")));
        List<RunTrash.Thrown> second = trash.put(List.of(run("a")));
        assertThat(trash.count()).isEqualTo(2);
        trash.restore(second);
        assertThat(trash.count()).isEqualTo(1);
    }

    @Test
    void aRunDoesNotComeBackOverAnotherOne() throws IOException {
        List<RunTrash.Thrown> thrown = trash.put(List.of(run("a")));
        run("a");
        assertThatThrownBy(() -> trash.restore(thrown))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("exists again");
        assertThat(trash.count()).isEqualTo(1);
    }

    @Test
    void nothingGoesWhileAWorkerHasOneOfTheRuns() throws IOException {
        RunFolder free = run("a");
        RunFolder taken = run("b");
        try (Lease _ = Lease.acquire(taken)) {
            assertThatThrownBy(() -> trash.put(List.of(free, taken)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("its worker is running");
        }
        assertThat(free.path()).exists();
        assertThat(taken.path()).exists();
    }

    @Test
    void emptyingFreesWhatItSaid() throws IOException {
        trash.put(List.of(run("a"), run("b")));
        assertThat(trash.bytes()).isEqualTo(2 * (1000 + 3));
        trash.empty();
        assertThat(trash.count()).isZero();
        assertThat(trash.bytes()).isZero();
    }

    private RunFolder run(String id) throws IOException {
        var run = new RunFolder(project.resolve("runs").resolve(id));
        Files.createDirectories(run.checkpoint(20));
        Files.writeString(run.config(), "{}\n");
        Files.write(run.checkpoint(20).resolve("model.safetensors"), new byte[1000]);
        return run;
    }
}
