package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Before the first update, a policy that is its own reference has margin 0 on every pair, and the losses the values
/// that follow from that.
class StepZeroTest {
    private static final double LN2 = 0.6931471805599453;

    @TempDir
    Path path;

    private final ModelFolder model = TinyRun.model();
    private final TokenizedSet<TokenizedPair> set = TinyRun.set(TinyRun.pairs(0, 10), TinyRun.pairs(10, 14));
    private RunFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = new RunFolder(path.resolve("run"));
        Files.createDirectories(folder.path());
    }

    @ParameterizedTest
    @CsvSource({
        // -ln σ(0), with and without smoothing; (0 - 1/(2 β))²; max(0, 1 - 0)
        "SIGMOID, 0.1, 0, MEAN, 0.693147180559945309",
        "SIGMOID, 0.5, 0.2, MEAN, 0.693147180559945309",
        "IPO, 0.1, 0, MEAN, 25",
        "IPO, 0.25, 0, SUM, 4",
        "HINGE, 0.1, 0, MEAN, 1"
    })
    void aPolicyThatIsTheReferenceStartsAtTheLossesValueOfNoMargin(
            LossType type, double beta, double smoothing, IpoNormalisation normalisation, double loss) {
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = trainer(backend, new LossConfig(type, beta, smoothing, normalisation));
            trainer.prepare(model, true, path.resolve("cache"), Progress.NONE);
            trainer.load(model);
            Map<String, Double> evaluation =
                    trainer.evaluate(folder, Progress.NONE).metrics();
            Map<String, Double> step = trainer.step().metrics();
            assertNoMargin("eval_", evaluation, loss);
            assertNoMargin("", step, loss);
            assertThat(trainer.stepZeroAlarm()).isEmpty();
            // and one step later no longer
            assertThat(trainer.policyIsReference()).isFalse();
            assertThat(trainer.step().metrics().get("margins/sum")).isNotZero();
        }
    }

    private static void assertNoMargin(String prefix, Map<String, Double> metrics, double loss) {
        assertThat(metrics.get(prefix + "loss")).isCloseTo(loss, within(1e-14 * loss));
        for (String zero : List.of(
                "margins/sum",
                "margins/mean",
                "logratios/chosen",
                "logratios/rejected",
                "rewards/chosen",
                "rewards/rejected",
                "rewards/margins",
                "rewards/accuracies")) {
            assertThat(metrics.get(prefix + zero)).as(prefix + zero).isZero();
        }
        assertThat(metrics.get(prefix + "rewards/ties")).isEqualTo(1);
        assertThat(metrics.get(prefix + "weights/mean")).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void anotherReferenceHasMarginsFromTheStart() throws IOException {
        ModelFolder reference = TinyRun.trained(path.resolve("trained"));
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = trainer(backend, TinyRun.DPO);
            trainer.prepare(reference, false, path.resolve("cache"), Progress.NONE);
            trainer.load(model);
            assertThat(trainer.policyIsReference()).isFalse();
            Map<String, Double> step = trainer.step().metrics();
            assertThat(Math.abs(step.get("loss") - LN2)).isGreaterThan(0.01);
            assertThat(Math.abs(step.get("margins/sum"))).isGreaterThan(1);
            assertThat(step.get("rewards/ties")).isZero();
            assertThat(trainer.stepZeroAlarm()).as("there is nothing to check").isEmpty();
        }
    }

    @Test
    void completionsThatAreOffAreNotCalledPairs() {
        StepZero check = new StepZero();
        check.check(set.train().get(0), -5, -5);
        check.check(set.train().get(1), -5, -4.5);
        assertThat(check.alarm().orElseThrow())
                .contains("1 of 2 completions have a log-ratio other than 0", "line 2 (Δ = -0.5");
    }

    @Test
    void aFalsifiedReferenceIsAnAlarmThatNamesThePairs() throws IOException {
        try (Backend backend = TinyRun.backend()) {
            trainer(backend, TinyRun.DPO).prepare(model, true, path.resolve("cache"), Progress.NONE);
        }
        falsify(3, 0.5);
        falsify(7, -0.002);
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = trainer(backend, TinyRun.DPO);
            trainer.prepare(model, true, path.resolve("cache"), Progress.NONE);
            trainer.load(model);
            TinyRun.stepTo(trainer, 1);
            assertThat(trainer.stepZeroAlarm().orElseThrow())
                    .contains("2 of 10 pairs", "data.json line 4 (h = -0.5", "data.json line 8 (h = 0.002")
                    .doesNotContain("line 5 ");
        }
    }

    /// Adds to the cached log-prob of a pair's chosen side, with the checksum made right again.
    private void falsify(int pair, double by) throws IOException {
        Path file;
        try (Stream<Path> files = Files.list(path.resolve("cache"))) {
            file = files.findFirst().orElseThrow();
        }
        ByteBuffer values = ByteBuffer.wrap(Files.readAllBytes(file));
        int place = pair * 2 * Double.BYTES;
        values.putDouble(place, values.getDouble(place) + by);
        CRC32 checksum = new CRC32();
        checksum.update(values.array(), 0, values.capacity() - Long.BYTES);
        values.putLong(values.capacity() - Long.BYTES, checksum.getValue());
        Files.write(file, values.array());
    }

    private Trainer trainer(Backend backend, LossConfig loss) {
        return new Trainer(
                TinyRun.config(loss, TinyRun.ADAMW, TinyRun.batch(10, 1, 2, Sampling.SEQUENTIAL)), backend, model, set);
    }
}
