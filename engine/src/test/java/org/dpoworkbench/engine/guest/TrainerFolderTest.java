package org.dpoworkbench.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On the folder that trl 1.16.0 (transformers 5.23.0) wrote.
class TrainerFolderTest {
    private static final double LN_2 = Math.log(2);

    @TempDir
    Path folder;

    @BeforeEach
    void afterTheFirstCheckpoint() throws IOException {
        Records.copy(Records.at("trl/checkpoint-5"), folder.resolve("checkpoint-5"));
    }

    @Test
    void stepsAndEvaluationsAreThoseOfTheHistory() {
        RunCurves curves = GuestRuns.open(folder).curves();
        assertThat(curves.series("loss").size()).isEqualTo(5);
        assertThat(curves.series("loss").at(1).orElseThrow()).isCloseTo(LN_2, within(1e-6)); // policy = reference
        assertThat(curves.series("learning_rate").at(1)).hasValue(1e-3);
        assertThat(curves.series("learning_rate").at(2)).hasValue(9.000000000000001e-4);
        assertThat(curves.series("grad_norm").at(1)).hasValue(5.563140869140625);
        assertThat(curves.series("logps/chosen").at(1)).hasValue(-142.18853759765625);
        assertThat(curves.series("eval_loss").step(0)).isZero();
        assertThat(curves.series("eval_loss").lastStep()).isEqualTo(5);
        assertThat(curves.series("eval_rewards/accuracies").at(0)).hasValue(0);
        assertThat(curves.series("epoch").at(2)).hasValue(0.25);
        assertThat(curves.lastStep()).isEqualTo(5);
        assertThat(curves.totalSteps()).isEqualTo(10);
    }

    @Test
    void whatIsNotTheSameNumberHereKeepsANameOfItsOwn() {
        RunCurves curves = GuestRuns.open(folder).curves();
        assertThat(curves.metrics())
                .contains("trl/num_tokens", "trl/eval_num_tokens", "entropy", "logits/chosen", "mean_token_accuracy")
                .doesNotContain("num_tokens", "eval_num_tokens");
    }

    @Test
    void aNewerCheckpointIsNoticedAndEndsTheRun() throws IOException {
        GuestReader reader = GuestRuns.open(folder);
        assertThat(reader.changed()).isFalse();
        assertThat(reader.curves().state()).isEqualTo(RunState.QUEUED);

        Records.copy(Records.at("trl/checkpoint-10"), folder.resolve("checkpoint-10"));

        assertThat(reader.changed()).isTrue();
        assertThat(reader.curves().series("loss").size()).isEqualTo(10);
        assertThat(reader.curves().state()).isEqualTo(RunState.FINISHED);
        assertThat(reader.changed()).isFalse();
    }

    @Test
    void withoutNewsTheSameCurvesAreToldAgain() {
        GuestReader reader = GuestRuns.open(folder);
        assertThat(reader.curves()).isSameAs(reader.curves());
    }

    @Test
    void aStateThatIsBeingWrittenIsWaitedFor() throws IOException {
        GuestReader reader = GuestRuns.open(folder);
        Path next = Files.createDirectory(folder.resolve("checkpoint-10")).resolve("trainer_state.json");
        byte[] whole = Files.readAllBytes(Records.at("trl/checkpoint-10/trainer_state.json"));
        Files.write(next, Arrays.copyOf(whole, whole.length / 2));
        assertThat(reader.curves().lastStep()).isEqualTo(5);

        Files.write(next, whole);
        assertThat(reader.curves().lastStep()).isEqualTo(10);
    }

    @Test
    void theFoldersOwnStateTellsWhereItIsFurther() throws IOException {
        Files.copy(Records.at("trl/checkpoint-10/trainer_state.json"), folder.resolve("trainer_state.json"));
        assertThat(GuestRuns.open(folder).curves().lastStep()).isEqualTo(10);
    }

    @Test
    void aCheckpointAndItsStateFileAreTheSameRun() {
        assertThat(GuestRuns.open(folder.resolve("checkpoint-5")).curves().lastStep())
                .isEqualTo(5);
        GuestReader byFile = GuestRuns.open(folder.resolve("checkpoint-5").resolve("trainer_state.json"));
        assertThat(byFile.curves().lastStep()).isEqualTo(5);
        assertThat(byFile.name()).isEqualTo(folder.getFileName().toString());
    }

    @Test
    void aStepSaidAgainAfterAResumptionCountsOnce() throws IOException {
        Files.writeString(folder.resolve("checkpoint-5/trainer_state.json"), """
                {"global_step": 3, "max_steps": 4, "log_history": [
                  {"step": 1, "loss": 0.69}, {"step": 2, "loss": 0.6}, {"step": 3, "loss": 0.5},
                  {"step": 2, "loss": 0.61, "grad_norm": NaN}, {"step": 3, "loss": 0.51}]}""");
        RunCurves curves = GuestRuns.open(folder).curves();
        assertThat(curves.series("loss").size()).isEqualTo(3);
        assertThat(curves.series("loss").at(2)).hasValue(0.61);
        assertThat(curves.series("loss").lastValue()).isEqualTo(0.51);
        assertThat(curves.metrics()).doesNotContain("grad_norm"); // undefined is absent
    }

    @Test
    void filesThatVanishAreToldAsGone() throws IOException {
        GuestReader reader = GuestRuns.open(folder);
        Files.delete(folder.resolve("checkpoint-5/trainer_state.json"));
        assertThatThrownBy(reader::changed)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not there any more")
                .hasMessageContaining(folder.toString());
    }
}
