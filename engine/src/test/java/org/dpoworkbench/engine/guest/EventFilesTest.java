package org.dpoworkbench.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On files that TensorBoard's writers wrote, held against what TensorBoard's reader finds in them.
class EventFilesTest {
    @TempDir
    Path folder;

    @Test
    void everyScalarOfTheTrainersCallbackIsFoundUnderOurNames() throws IOException {
        RunCurves curves = GuestRuns.open(Records.at("trl/runs/first")).curves();
        Map<String, String> ours = new HashMap<>(Map.of(
                "train/loss", "loss",
                "train/learning_rate", "learning_rate",
                "train/rewards/chosen", "rewards/chosen",
                "train/logps/rejected", "logps/rejected",
                "train/grad_norm", "grad_norm",
                "train/epoch", "epoch",
                "eval/loss", "eval_loss",
                "eval/rewards/accuracies", "eval_rewards/accuracies",
                "eval/logps/chosen", "eval_logps/chosen"));
        List.of("train/entropy", "train/num_tokens", "eval/num_tokens", "eval/runtime", "train/logits/chosen")
                .forEach(tag -> ours.put(tag, tag));
        Map<String, Map<Integer, Double>> expected = Records.readByTensorBoard("trl/runs/first");
        ours.forEach((tag, name) ->
                assertThat(points(curves.series(name))).as(tag).isNotEmpty().isEqualTo(expected.get(tag)));
        assertThat(curves.metrics()).hasSameSizeAs(expected.keySet());
        assertThat(curves.lastStep()).isEqualTo(10);
    }

    @Test
    void anOutputFolderWithoutACheckpointYetIsReadFromItsEventFiles() throws IOException {
        Records.copy(Records.at("trl/runs"), folder.resolve("runs"));
        GuestReader reader = GuestRuns.open(folder);
        assertThat(reader.kind()).isEqualTo(GuestKind.TENSORBOARD);
        assertThat(reader.name()).isEqualTo(folder.getFileName().toString());
        assertThat(reader.curves().series("loss").size()).isEqualTo(10);
    }

    @Test
    void scalarsWrittenAsTensorsAreScalarsAndARestartVoidsWhatItRepeats() {
        RunCurves curves = GuestRuns.open(Records.at("tensors")).curves();
        assertThat(points(curves.series("loss")))
                .isEqualTo(Map.of(1, 0.5, 2, 0.25, 3, (double) (0.5f / 3), 4, 14.0, 5, 15.0, 6, 16.0));
        assertThat(points(curves.series("rewards/margins"))).isEqualTo(Map.of(1, 0.125, 2, 0.25, 3, 0.375));
        assertThat(points(curves.series("mine/temperature"))).isEqualTo(Map.of(1, 21.0, 2, 22.0, 3, 23.0));
        assertThat(curves.metrics()).containsExactlyInAnyOrder("loss", "rewards/margins", "mine/temperature");
    }

    @Test
    void wallTimesAreKept() {
        RunCurves curves = GuestRuns.open(Records.at("tensors")).curves();
        assertThat(curves.begun()).contains(Instant.ofEpochSecond(1_700_000_001));
        assertThat(curves.seconds().at(3)).hasValue(2);
        assertThat(curves.seconds().at(4)).hasValue(103);
    }

    @Test
    void tensorboardXWritesTheSame() throws IOException {
        RunCurves curves = GuestRuns.open(Records.at("tensorboardx")).curves();
        Map<String, Map<Integer, Double>> expected = Records.readByTensorBoard("tensorboardx");
        assertThat(points(curves.series("loss"))).isEqualTo(expected.get("loss"));
        assertThat(points(curves.series("eval_rewards/accuracies"))).isEqualTo(expected.get("eval/rewards/accuracies"));
    }

    @Test
    void aGrowingFileIsReadOnAtEachWholeRecord() throws IOException {
        byte[] whole = Files.readAllBytes(Records.onlyEventFile("tensorboardx"));
        Path file = folder.resolve("events.out.tfevents.1.host");
        Files.write(file, Arrays.copyOf(whole, 60));
        GuestReader reader = GuestRuns.open(folder);
        for (int length = 61; length <= whole.length; length++) {
            Files.write(file, new byte[] {whole[length - 1]}, StandardOpenOption.APPEND);
            assertThat(reader.changed()).isTrue();
            assertThat(reader.curves().warnings()).isEmpty();
        }
        assertThat(reader.curves().series("loss").size()).isEqualTo(4);
        assertThat(reader.changed()).isFalse();
        assertThat(reader.curves()).isSameAs(reader.curves());
    }

    @Test
    void aFileThatJoinsTheFolderIsReadToo() throws IOException {
        Files.copy(Records.onlyEventFile("tensorboardx"), folder.resolve("events.out.tfevents.1.host"));
        GuestReader reader = GuestRuns.open(folder);
        Files.copy(Records.onlyEventFile("trl/runs/first"), folder.resolve("events.out.tfevents.2.host"));
        assertThat(reader.changed()).isTrue();
        assertThat(reader.curves().series("loss").lastStep()).isEqualTo(10);
    }

    @Test
    void aDamagedRecordEndsItsFileWithAWarningAndWhatStandsBeforeIsShown() throws IOException {
        byte[] bytes = Files.readAllBytes(Records.onlyEventFile("trl/runs/first"));
        bytes[bytes.length - 20] ^= 1;
        Path file = Files.write(folder.resolve("events.out.tfevents.1.host"), bytes);
        RunCurves curves = GuestRuns.open(folder).curves();
        assertThat(curves.series("loss").size()).isEqualTo(10);
        assertThat(curves.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(EventFiles.DAMAGED);
            assertThat(warning.message()).contains(file.toString(), "checksum");
        });
    }

    @Test
    void aFileOfAnotherKindUnderSuchANameIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("events.out.tfevents.1.host"), "no event file, only its name");
        assertThatThrownBy(() -> GuestRuns.open(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Is it a TensorBoard event file");
    }

    @Test
    void aStrangeFileAmongGoodOnesIsAWarning() throws IOException {
        Files.copy(Records.onlyEventFile("tensorboardx"), folder.resolve("events.out.tfevents.1.host"));
        Files.writeString(folder.resolve("events.out.tfevents.2.host"), "no event file, only its name");
        RunCurves curves = GuestRuns.open(folder).curves();
        assertThat(curves.series("loss").size()).isEqualTo(4);
        assertThat(curves.warnings()).hasSize(1);
    }

    @Test
    void anEmptyFileIsARunThatHasSaidNothingYet() throws IOException {
        Path file = Files.createFile(folder.resolve("events.out.tfevents.1.host"));
        assertThat(GuestRuns.open(file).curves().columns()).isEmpty();
    }

    private static Map<Integer, Double> points(Series series) {
        Map<Integer, Double> points = new HashMap<>();
        for (int i = 0; i < series.size(); i++) {
            points.put(series.step(i), series.value(i));
        }
        return points;
    }
}
