package org.dpoworkbench.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairEvaluationFileTest {
    @TempDir
    Path folder;

    /// The first forty pairs that a run on the sample project wrote at its step 40.
    private static Path real() {
        try {
            return Path.of(PairEvaluationFileTest.class
                    .getResource("/evaluation/pairs-step-000040.csv.gz")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRunsFileIsReadWhole() {
        PairEvaluationFile.Reading reading = PairEvaluationFile.read(real(), 40);
        PairEvaluation evaluation = reading.evaluation();
        assertThat(reading.problem()).isEmpty();
        assertThat(evaluation.size()).isEqualTo(40);
        assertThat(evaluation.step()).isEqualTo(40);
        // the first line: −22.311028981842497, −21.032027445394803, −21.877960735119515, −19.398384512943718, 14, 11
        assertThat(evaluation.pairs().id(0)).isEqualTo("966d97856ae599bc");
        assertThat(evaluation.pairs().source(0)).isEqualTo("preferences/test.jsonl");
        assertThat(evaluation.chosenLogRatio(0)).isCloseTo(-0.433068246722982, within(1e-12));
        assertThat(evaluation.rejectedLogRatio(0)).isCloseTo(-1.633642932451085, within(1e-12));
        assertThat(evaluation.margin(0)).isCloseTo(1.200574685728103, within(1e-12));
        assertThat(evaluation.gap(0)).isEqualTo(3);
        assertThat(evaluation.at(0).marginPerToken())
                .isCloseTo(-0.433068246722982 / 14 + 1.633642932451085 / 11, within(1e-12));
        assertThat(evaluation.pairs().indexOf("966d97856ae599bc")).hasValue(0);
        assertThat(evaluation.pairs().indexOf("unknown")).isEmpty();
    }

    @Test
    void aFileThatWasCutOffGivesItsWholeRowsAndSaysSo() throws IOException {
        byte[] whole = Files.readAllBytes(real());
        Path torn = folder.resolve("torn.csv.gz");
        Files.write(torn, Arrays.copyOf(whole, whole.length * 2 / 3));
        PairEvaluationFile.Reading reading = PairEvaluationFile.read(torn, 40);
        assertThat(reading.evaluation().size()).isBetween(1, 39);
        assertThat(reading.problem().orElseThrow()).contains("torn.csv.gz", "was cut off after");
    }

    @Test
    void aMissingAndAnEmptyFileAreSaid() throws IOException {
        assertThatThrownBy(() -> PairEvaluationFile.read(folder.resolve("none.csv.gz"), 7))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("none.csv.gz is gone", "step 7");
        Path empty = Files.createFile(folder.resolve("empty.csv.gz"));
        assertThatThrownBy(() -> PairEvaluationFile.read(empty, 7))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cut off before its first pair");
    }

    @Test
    void aFileThatHoldsSomethingElseIsNamedWithWhatItLacks() throws IOException {
        Path other = gzip("other.csv.gz", "id,step\n1,2\n");
        assertThatThrownBy(() -> PairEvaluationFile.read(other, 0))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("its header lacks", "policy_chosen_logp");
        Path broken = gzip(
                "broken.csv.gz",
                "id,policy_chosen_logp,policy_rejected_logp,reference_chosen_logp,reference_rejected_logp,"
                        + "chosen_tokens,rejected_tokens\na,-1,-2,-3,-4,5,6\nb,many,-2,-3,-4,5,6\n");
        assertThatThrownBy(() -> PairEvaluationFile.read(broken, 0))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("broken.csv.gz", "row 2", "many");
    }

    @Test
    void aColumnOfSourcesMayBeMissingAndOthersMayBeThere() throws IOException {
        Path file = gzip(
                "guest.csv.gz",
                "note,rejected_tokens,chosen_tokens,reference_rejected_logp,reference_chosen_logp,"
                        + "policy_rejected_logp,policy_chosen_logp,id\nx,6,5,-4,-3,-2,-1,a\n");
        PairEvaluation evaluation = PairEvaluationFile.read(file, 0).evaluation();
        assertThat(evaluation.chosenLogRatio(0)).isEqualTo(2);
        assertThat(evaluation.rejectedLogRatio(0)).isEqualTo(2);
        assertThat(evaluation.gap(0)).isEqualTo(-1);
        assertThat(evaluation.pairs().source(0)).isEmpty();
    }

    @Test
    void evaluationsOfTheSamePairsShareThem() {
        PairEvaluation one = PairEvaluationFile.read(real(), 40).evaluation();
        PairEvaluation other = PairEvaluationFile.read(real(), 60).evaluation();
        assertThat(other.sharing(one.pairs()).pairs()).isSameAs(one.pairs());
    }

    private Path gzip(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
