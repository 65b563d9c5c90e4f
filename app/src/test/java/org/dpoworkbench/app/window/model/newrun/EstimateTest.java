package org.dpoworkbench.app.window.model.newrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dpoworkbench.app.cli.TrainOptions;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;
import org.junit.jupiter.api.Test;

class EstimateTest {
    private static final Path PROJECT = Path.of("/project");
    private static final MeasuredRate RATE =
            new MeasuredRate(new MeasuredRate.Source.Run("earlier"), 10, OptionalDouble.of(310));

    @Test
    void stepsArePairsTimesEpochsThroughTheBatch() {
        // 100 pairs in batches of 8: 13 steps an epoch, the last of 4 pairs; 3 epochs
        Estimate estimate = estimate(Map.of(), OptionalInt.of(100));
        assertThat(estimate.steps()).hasValue(39);
        assertThat(estimate.seconds().orElseThrow()).isEqualTo(30, within(1e-9));
        assertThat(estimate.memoryMib()).hasValue(310);
    }

    @Test
    void aNumberOfStepsWinsOverTheEpochs() {
        Estimate estimate = estimate(Map.of(Field.MAX_STEPS, "50"), OptionalInt.of(100));
        assertThat(estimate.steps()).hasValue(50);
        assertThat(estimate.seconds().orElseThrow()).isEqualTo(40, within(1e-9));
    }

    @Test
    void whatIsNotKnownIsNotInvented() {
        Estimate estimate = Estimate.of(config(Map.of()), OptionalLong.empty(), OptionalInt.empty(), Optional.empty());
        assertThat(estimate.steps()).isEmpty();
        assertThat(estimate.seconds()).isEmpty();
        assertThat(EstimateWords.of(estimate, 1, OptionalLong.empty()))
                .isEqualTo("time unknown until checked · memory unknown until checked");
        assertThat(EstimateWords.source(estimate)).startsWith("No run");
    }

    @Test
    void aCheckpointHoldsTheWeightsAndTheOptimisersState() {
        // 1,000 weights; 39 steps, one checkpoint every 10: three, and the final model
        assertThat(estimate(Map.of(Field.SAVE_STEPS, "10"), OptionalInt.of(100)).diskBytes())
                .hasValue(4_000 + 3 * 12_000);
        assertThat(estimate(
                                Map.of(Field.SAVE_STEPS, "10", Field.SAVE_TOTAL_LIMIT, "1", Field.OPTIM, "rmsprop"),
                                OptionalInt.of(100))
                        .diskBytes())
                .hasValue(4_000 + 8_000);
        assertThat(estimate(Map.of(Field.SAVE_STEPS, "0", Field.SAVE_DTYPE, "bfloat16"), OptionalInt.of(100))
                        .diskBytes())
                .hasValue(2_000);
    }

    @Test
    void ofAnAdapterOnlyItsOwnWeightsAndTheirStateAreSaved() {
        // 1,000 weights of the model, 40 of the adapter
        assertThat(Estimate.of(
                                config(Map.of(Field.SAVE_STEPS, "10", Field.USE_PEFT, "true")),
                                OptionalLong.of(40),
                                OptionalInt.of(100),
                                Optional.empty())
                        .diskBytes())
                .hasValue(160 + 3 * 480);
    }

    @Test
    void theRateOfALongPairIsThatOfTokens() {
        var trial = new Benchmark.Trial(16, 400, 8000, 800, OptionalDouble.empty(), Optional.empty());
        assertThat(MeasuredRate.of(trial, OptionalDouble.of(200)).pairsPerSecond())
                .isEqualTo(40);
    }

    @Test
    void timesAreSaidAsPeopleSayThem() {
        assertThat(EstimateWords.duration(0.2)).isEqualTo("1 s");
        assertThat(EstimateWords.duration(42)).isEqualTo("42 s");
        assertThat(EstimateWords.duration(131)).isEqualTo("2 min 10 s");
        assertThat(EstimateWords.duration(180)).isEqualTo("3 min");
        assertThat(EstimateWords.duration(12_000)).isEqualTo("3 h 20 min");
    }

    @Test
    void theFormulaCarriesTheNumbers() {
        var dpo = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.SUM);
        assertThat(LossWords.formula(dpo)).isEqualTo("−log σ(0.1 · h)");
        assertThat(LossWords.start(dpo)).isEqualTo("at h = 0 the loss is 0.693"); // ln 2
        var ipo = new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM);
        assertThat(LossWords.formula(ipo)).isEqualTo("(h − 5)²"); // 1/(2β)
        assertThat(LossWords.target(ipo, OptionalDouble.of(50))).contains("5 nats a sequence", "0.1 nats a token");
        var mean = new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.MEAN);
        assertThat(LossWords.target(mean, OptionalDouble.of(50))).contains("5 nats a token", "250 nats a sequence");
        assertThat(LossWords.formula(new LossConfig(LossType.SIGMOID, 0.1, 0.1, IpoNormalisation.SUM)))
                .isEqualTo("−0.9 log σ(0.1 · h) − 0.1 log σ(−0.1 · h)");
        assertThat(LossWords.formula(new LossConfig(LossType.HINGE, 0.5, 0, IpoNormalisation.SUM)))
                .isEqualTo("max(0, 1 − 0.5 · h)");
    }

    private static Estimate estimate(Map<Field, String> changes, OptionalInt pairs) {
        return Estimate.of(config(changes), OptionalLong.of(1000), pairs, Optional.of(RATE));
    }

    private static RunConfig config(Map<Field, String> changes) {
        FormValues form = FormValues.of(
                        TrainOptions.defaults(PROJECT.resolve("m"), List.of(PROJECT.resolve("d"))), PROJECT)
                .with(changes);
        return FormReader.read(form, PROJECT).config().orElseThrow();
    }
}
