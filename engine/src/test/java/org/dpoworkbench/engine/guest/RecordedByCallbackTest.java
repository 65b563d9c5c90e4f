package org.dpoworkbench.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.data.PairIdentity;
import org.dpoworkbench.engine.data.PromptedText;
import org.dpoworkbench.engine.data.PromptedText.Completion;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.run.Provenance;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.run.RunStatus;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The folder that `docs/trl-callback` wrote beside a training of trl 1.16.0 reads as a run of our own.
class RecordedByCallbackTest {
    private static final RunFolder RUN = new RunFolder(Records.at("recorded"));
    private static final int FIRST_HELD_OUT = 32;

    @Test
    void theJournalIsCountedWithoutGapsAndEndsWithTheRun() {
        List<Entry> entries = JournalReader.read(RUN, 0).entries();
        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i).seq()).isEqualTo(i + 1);
        }
        assertThat(entries).hasSize(17); // started, 3 evaluations, 10 steps, 2 checkpoints, finished
        RunStatus status = RunStatus.of(RUN);
        assertThat(status.state()).isEqualTo(RunState.FINISHED);
        assertThat(status.step()).isEqualTo(10);
    }

    @Test
    void theCurvesAreThoseOfTheTrainersOwnHistory() {
        RunCurves recorded = RunCurves.read(RUN);
        RunCurves told = GuestRuns.open(Records.at("trl")).curves(); // another process, the same training
        assertThat(recorded.totalSteps()).isEqualTo(10);
        for (String metric :
                List.of("loss", "grad_norm", "learning_rate", "rewards/margins", "logps/chosen", "eval_loss")) {
            Series mine = recorded.series(metric);
            Series theirs = told.series(metric);
            assertThat(mine.size()).as(metric).isEqualTo(theirs.size()).isPositive();
            for (int i = 0; i < mine.size(); i++) {
                assertThat(mine.step(i)).isEqualTo(theirs.step(i));
                assertThat(mine.value(i)).as(metric).isCloseTo(theirs.value(i), within(1e-4));
            }
        }
    }

    @Test
    void aLogRatioIsTheRewardOverBeta() {
        RunCurves curves = RunCurves.read(RUN);
        assertThat(curves.series("logratios/chosen").lastValue())
                .isCloseTo(curves.series("rewards/chosen").lastValue() / 0.1, within(1e-12));
    }

    @Test
    void configurationAndProvenanceAreWhole() throws IOException {
        RunConfig config = RunConfigFile.read(RUN.config());
        assertThat(config.loss().beta()).isEqualTo(0.1);
        assertThat(config.optimizer().learningRate()).isEqualTo(1e-3);
        assertThat(config.batch().maxSteps()).hasValue(10);
        assertThat(config.evaluation().evalSteps()).isEqualTo(5);
        assertThat(Provenance.read(RUN).codeVersion()).isEqualTo("trl 1.16.0");
    }

    @Test
    void everyEvaluationHasAFileWithARowForEachPairUnderOurId() throws IOException {
        RunCurves curves = RunCurves.read(RUN);
        assertThat(curves.evaluations())
                .extracting(RunCurves.EvaluationPoint::step)
                .containsExactly(0, 5, 10);
        JsonNode pairs = JsonMapper.shared()
                .readTree(Files.readString(Records.goldenPairs()))
                .get("pairs");
        for (RunCurves.EvaluationPoint evaluation : curves.evaluations()) {
            Path file = RUN.path().resolve(evaluation.pairs().orElseThrow());
            assertThat(file).isEqualTo(RUN.pairs(evaluation.step()));
            List<CSVRecord> rows = rows(file);
            assertThat(rows).hasSize(10);
            for (int i = 0; i < rows.size(); i++) {
                assertThat(rows.get(i).get("id")).isEqualTo(id(pairs.get(FIRST_HELD_OUT + i)));
                assertThat(rows.get(i).get("step")).isEqualTo(Integer.toString(evaluation.step()));
                assertThat(rows.get(i).get("chosen_tokens"))
                        .isEqualTo(Integer.toString(
                                pairs.get(FIRST_HELD_OUT + i).get("chosen_ids").size()));
            }
        }
    }

    /// At step 0 policy and reference are the same; later the mean of the rows is what the journal says of
    /// them.
    @Test
    void rowsAndCurvesAgree() throws IOException {
        RunCurves curves = RunCurves.read(RUN);
        for (RunCurves.EvaluationPoint evaluation : curves.evaluations()) {
            double mean = rows(RUN.pairs(evaluation.step())).stream()
                    .mapToDouble(row -> logRatio(row, "chosen") - logRatio(row, "rejected"))
                    .average()
                    .orElseThrow();
            assertThat(curves.series("eval_margins/sum").at(evaluation.step()).orElseThrow())
                    .isCloseTo(mean, within(1e-9));
        }
        assertThat(curves.series("eval_margins/sum").at(0)).hasValue(0);
        assertThat(curves.series("eval_rewards/ties").at(0)).hasValue(1);
        assertThat(curves.series("eval_weights/mean").at(0)).hasValue(0.5); // σ(0)
    }

    private static double logRatio(CSVRecord row, String side) {
        return Double.parseDouble(row.get("policy_" + side + "_logp"))
                - Double.parseDouble(row.get("reference_" + side + "_logp"));
    }

    private static List<CSVRecord> rows(Path file) throws IOException {
        try (Reader text =
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8)) {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(text)
                    .getRecords();
        }
    }

    private static String id(JsonNode pair) {
        return PairIdentity.of(new PromptedText(
                        pair.get("prompt").stringValue(),
                        List.of(
                                new Completion(pair.get("chosen").stringValue(), List.of()),
                                new Completion(pair.get("rejected").stringValue(), List.of()))))
                .id();
    }
}
