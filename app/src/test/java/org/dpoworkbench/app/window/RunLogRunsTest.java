package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.runlog.RunLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RunLogRunsTest {
    @TempDir
    Path path;

    private Project project;
    private RunFolder run;

    @BeforeEach
    void aFinishedRun() throws IOException {
        project = Project.create(path, ProjectSettings.named("test"));
        run = new RunFolder(project.runs().resolve("20261121-120000-dpo"));
        Files.createDirectories(run.path());
        try (JournalWriter journal = JournalWriter.open(run)) {
            journal.append(new Event.Started(1, "here", 2));
            journal.append(new Event.Step(1, Map.of("loss", 0.69)));
            journal.append(new Event.Step(2, Map.of("loss", 0.68)));
            journal.append(new Event.Finished(2, "model"));
        }
    }

    @Test
    void whatWasToldWhileNobodyFollowedIsCaughtUpWith() {
        try (RunLogRuns runs = RunLogRuns.open(path)) {
            runs.catchUp();

            assertThat(runs.standing(run).state()).isEqualTo(RunState.FINISHED);
            assertThat(runs.indexed()).singleElement().satisfies(indexed -> {
                assertThat(indexed.state()).isEqualTo(RunState.FINISHED);
                assertThat(indexed.step()).isEqualTo(2);
            });
            assertThat(runs.notice()).isEmpty();
        }
    }

    @Test
    void aDeletedRunLogIsMadeAnewFromTheJournals() throws IOException {
        try (RunLogRuns runs = RunLogRuns.open(path)) {
            runs.catchUp();
        }
        Files.delete(project.runLog());

        try (RunLogRuns runs = RunLogRuns.open(path)) {
            runs.catchUp();

            assertThat(runs.indexed()).hasSize(1);
        }
    }

    @Test
    @Timeout(60)
    void whileAnotherProcessHoldsTheRunLogTheJournalsAreReadAndItIsSaid() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = other.inputReader()) {
            assertThat(output.readLine()).isEqualTo("held");

            try (RunLogRuns runs = RunLogRuns.open(path)) {
                assertThat(runs.notice())
                        .hasValueSatisfying(said -> assertThat(said).contains("process " + other.pid()));
                assertThat(runs.standing(run).state()).isEqualTo(RunState.FINISHED);
                assertThat(runs.heldBy()).isPresent();
                assertThat(runs.follow(run)
                                .advance(_ -> {})
                                .orElseThrow()
                                .series("loss")
                                .size())
                        .isEqualTo(2);
                assertThat(runs.figures(run).loss()).hasValue(0.68);
            }
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void aFolderThatIsNoProjectGetsNoRunLog(@TempDir Path plain) {
        try (RunLogRuns runs = RunLogRuns.open(plain)) {
            assertThat(runs.notice()).isEqualTo(Optional.empty());
        }
        assertThat(plain).isEmptyDirectory();
    }

    /// Another window.
    static final class Holder {
        private Holder() {}

        @SuppressWarnings("SystemOut") // the parent waits for the word
        public static void main(String[] arguments) throws IOException {
            try (RunLog _ = RunLog.open(Project.open(Path.of(arguments[0])))) {
                System.out.println("held");
                System.in.read();
            }
        }
    }
}
