package org.dpoworkbench.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.app.room.RunEnd;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `train` from the options to the exit code.
class TrainTest {
    private final Cli cli = new Cli();

    @TempDir
    private Path temp;

    private String run;

    @BeforeEach
    void nameRun() {
        run = temp.resolve("run").toString();
    }

    private ExitCode train(String... more) {
        return cli.run(
                Stream.concat(Stream.of("train", "--model", "m", "--data", "d", "--output", run), Stream.of(more))
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"FINISHED,FINISHED", "STOPPED,STOPPED", "FAILED,FAILED", "CRASHED,FAILED", "RUNNING,DETACHED"})
    void theExitCodeTellsTheEnd(RunState state, ExitCode code) {
        cli.rooms.end = RunEnd.at(state);

        assertThat(train()).isEqualTo(code);
    }

    @Test
    void dataAndModelAreCheckedBeforeTheFolderIsMade() {
        cli.rooms.failure = Optional.of(new UserError(List.of("d: line 2 is no JSON.", "m: no weights.")));

        assertThat(train()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("d: line 2 is no JSON.", "m: no weights.");
        assertThat(Path.of(run)).doesNotExist();
    }

    @Test
    void whatBecomesOfTheDataIsToldBeforeTheRunStarts() {
        train();

        assertThat(cli.err()).contains("2 to train on, 1 held out", "512 tokens, the default");
    }

    @Test
    void whatAutoChoosesAndWhyIsToldBeforeTheRunStarts() {
        train();
        assertThat(cli.err()).contains("Device auto: the CPU.");
        Cli other = new Cli();
        other.run("train", "--model", "m", "--data", "d", "--output", run + "-cpu", "--device", "cpu");
        assertThat(other.err()).doesNotContain("Device auto");
    }

    @Test
    void aFolderThatHoldsARunIsAnError() {
        train();

        assertThat(train()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("holds a run already").contains("--resume");
    }

    @Test
    void aFolderWithOtherFilesIsAnError() throws IOException {
        Files.createDirectories(Path.of(run));
        Files.writeString(Path.of(run, "thesis.tex"), "mine");

        assertThat(train()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("no empty folder");
    }

    @Test
    void resumingNeedsNothingButTheFolder() {
        train("--beta", "0.3");

        assertThat(cli.run("train", "--resume", "--output", run)).isEqualTo(ExitCode.FINISHED);
        assertThat(cli.rooms.asked).containsExactly("check", "start", "check", "resume");
    }

    @Test
    void resumingWithTheSameOptionsIsFine() {
        train("--beta", "0.3");

        assertThat(train("--beta", "0.3", "--resume")).isEqualTo(ExitCode.FINISHED);
    }

    @Test
    void resumingWithOtherOptionsIsAnErrorThatNamesThem() {
        train("--beta", "0.3");

        assertThat(train("--beta", "0.4", "--max-steps", "9", "--resume")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err())
                .contains("--beta is 0.3 in the run and 0.4 here")
                .contains("--max-steps is not given in the run and 9 here");
    }

    @Test
    void resumingWithAPartOfTheOptionsSaysThatTheConfigurationIsKept() {
        train("--beta", "0.3");

        assertThat(cli.run("train", "--resume", "--output", run, "--lora-r", "8"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err())
                .contains("A resumed run keeps the configuration in its folder: leave out --lora-r.")
                .contains("--output, --detach, --json and --verbose")
                .doesNotContain("--data is missing", "all weights");
    }

    @Test
    void resumingWithoutARunIsAnError() {
        assertThat(cli.run("train", "--resume", "--output", run)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.run("train", "--resume")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("no run folder").contains("--output DIR");
    }

    @Test
    void detachingPrintsTheFolderAndFollowsNothing() {
        assertThat(train("--detach")).isEqualTo(ExitCode.FINISHED);
        assertThat(cli.out().strip()).isEqualTo(run);
    }

    @Test
    void ctrlCAsksForAStop() {
        cli.rooms.end = RunEnd.at(RunState.STOPPED);
        cli.rooms.whileFollowed = _ -> cli.pressCtrlC();

        assertThat(train()).isEqualTo(ExitCode.STOPPED);
        assertThat(cli.rooms.stopRequested).isTrue();
        assertThat(cli.rooms.detached).isFalse();
        assertThat(cli.err()).contains("with a checkpoint").contains("--resume");
    }

    @Test
    void aSecondCtrlCLeavesTheRunGoingOn() {
        cli.rooms.end = RunEnd.at(RunState.RUNNING);
        cli.rooms.whileFollowed = _ -> {
            cli.pressCtrlC();
            cli.pressCtrlC();
        };

        assertThat(train()).isEqualTo(ExitCode.DETACHED);
        assertThat(cli.rooms.detached).isTrue();
        assertThat(cli.err()).contains("dpo attach " + run);
    }

    @Test
    void aCrashIsToldWithTheLogsLastLinesButNoStackTrace() {
        cli.rooms.end = new RunEnd(
                RunState.CRASHED,
                Optional.of("The worker crashed after step 7: exit code 137."),
                List.of("reading pairs", "Exception: odd", "\tat org.dpoworkbench.Some.where(Some.java:1)"));

        assertThat(train()).isEqualTo(ExitCode.FAILED);
        assertThat(cli.err()).contains("exit code 137", "Exception: odd").doesNotContain("Some.java");
    }

    @Test
    void jsonPrintsTheJournalOnTheStandardOutput() {
        assertThat(train("--json")).isEqualTo(ExitCode.FINISHED);
        assertThat(cli.out().strip()).isEqualTo("{\"seq\":1}");
    }

    @Test
    void whereTheFormWouldChooseOtherwiseIsSaidOnce() {
        train("--loss-type", "ipo", "--num-train-epochs", "1");

        assertThat(cli.err())
                .containsOnlyOnce("the form would choose")
                .contains("--per-device-train-batch-size 32 (is 8)", "--ipo-normalisation sum (is mean)")
                .doesNotContain("--num-train-epochs 1 (");
    }

    @Test
    void anErrorOfTheProgramIsALineAndAFile() {
        cli.rooms.failure = Optional.of(new IllegalStateException("the impossible"));

        assertThat(train()).isEqualTo(ExitCode.INTERNAL);
        assertThat(cli.err()).contains("the impossible").contains("dpo-error-").doesNotContain("\tat ");
    }

    @Test
    void verboseShowsTheStackTrace() {
        cli.rooms.failure = Optional.of(new IllegalStateException("the impossible"));

        assertThat(train("--verbose")).isEqualTo(ExitCode.INTERNAL);
        assertThat(cli.err()).contains("\tat ");
    }

    @Test
    void aFullDiskIsTold() {
        cli.rooms.failure = Optional.of(
                new UncheckedIOException(new FileSystemException("runs/x", null, "No space left on device")));

        assertThat(train()).isEqualTo(ExitCode.FAILED);
        assertThat(cli.err()).contains("runs/x").contains("No space left on device");
    }
}
