package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an adapter is held against: the model without it; the adapter that it starts from; or the reference that is
/// named. The expected log-ratios come from scoring the models one by one.
class AdapterReferenceTest {
    private static final Path MODEL = Goldens.path("trajectories/gpt2_init");
    private static final Path ADAPTER = Goldens.path("trajectories/gpt2_lora/adapter_final");

    @TempDir
    Path folder;

    private final List<TokenizedPair> pairs = TinyRun.pairs(0, 4);

    private static RunConfig config(LoraConfig lora, Optional<Path> reference) {
        return TinyRun.config(TinyRun.DPO, TinyRun.ADAMW, TinyRun.batch(4, 1, 2, Sampling.SEQUENTIAL))
                .withModel(new ModelConfig(MODEL, reference, SaveDtype.FLOAT32))
                .withLora(Optional.of(lora));
    }

    private double firstLogRatio(RunConfig config, ModelFolder reference, boolean sameWeights) {
        ModelFolder model = ModelFolder.open(MODEL);
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = new Trainer(config, backend, model, TinyRun.set(pairs, List.of()));
            trainer.prepare(reference, sameWeights, folder.resolve("cache"), Progress.NONE);
            trainer.load(model);
            Map<String, Double> first = trainer.step().metrics();
            assertThat(trainer.stepZeroAlarm()).isEmpty();
            return first.get("logratios/chosen");
        }
    }

    private double logRatio(ModelSource policy, ModelSource reference) {
        try (Backend backend = TinyRun.backend()) {
            PairScorer scorer = new PairScorer(backend, pairs);
            PairScorer.Scores ofPolicy = scorer.scores(AdaptedModel.open(policy), "policy", Progress.NONE);
            PairScorer.Scores ofReference = scorer.scores(AdaptedModel.open(reference), "reference", Progress.NONE);
            double mean = 0;
            for (int i = 0; i < pairs.size(); i++) {
                mean += (ofPolicy.chosen(i) - ofReference.chosen(i)) / pairs.size();
            }
            return mean;
        }
    }

    @Test
    void aNewAdapterStartsAsTheModelToTheBit() {
        LoraConfig fresh = LoraConfig.fresh(4, 8, 0.1, Optional.empty(), false);
        assertThat(firstLogRatio(config(fresh, Optional.empty()), ModelFolder.open(MODEL), true))
                .isZero();
        assertThat(config(fresh, Optional.empty()).startsFromReference()).isTrue();
    }

    @Test
    void anAdapterThatIsTrainedOnIsItsOwnReference() {
        RunConfig config = config(LoraConfig.from(ADAPTER), Optional.empty());
        assertThat(firstLogRatio(config, ModelFolder.open(MODEL), true)).isZero();
        assertThat(config.startsFromReference()).isTrue();
        assertThat(config.reference()).isEqualTo(new ModelSource(MODEL, Optional.of(ADAPTER)));
    }

    @Test
    void aReferenceThatIsNamedIsThatModelWithoutTheAdapter() {
        RunConfig config = config(LoraConfig.from(ADAPTER), Optional.of(MODEL));
        double expected = logRatio(new ModelSource(MODEL, Optional.of(ADAPTER)), ModelSource.of(MODEL));
        assertThat(Math.abs(expected)).as("the adapter does something").isGreaterThan(0.1);
        assertThat(firstLogRatio(config, ModelFolder.open(MODEL), true)).isCloseTo(expected, within(1e-4));
        assertThat(config.startsFromReference()).isFalse();
        assertThat(config.reference()).isEqualTo(ModelSource.of(MODEL));
    }

    @Test
    void anotherModelMayBeTheReference() throws IOException {
        ModelFolder other = TinyRun.trained(folder.resolve("other"));
        RunConfig config = config(LoraConfig.from(ADAPTER), Optional.of(other.path()));
        double expected = logRatio(new ModelSource(MODEL, Optional.of(ADAPTER)), ModelSource.of(other.path()));
        assertThat(firstLogRatio(config, other, false)).isCloseTo(expected, within(1e-4));
    }

    /// Rounding the base moves policy and reference alike.
    @Test
    void overABaseInBfloat16ANewAdapterStartsAsTheBase() {
        LoraConfig fresh = LoraConfig.fresh(4, 8, 0, Optional.empty(), false);
        RunConfig config = config(fresh, Optional.empty()).withMemory(new MemoryConfig(true, FrozenDtype.BFLOAT16));
        assertThat(firstLogRatio(config, ModelFolder.open(MODEL), true)).isZero();
    }

    /// Both references are kept in the same cache under names of their own.
    @Test
    void aReferenceOfBfloat16IsNotTakenForTheFloat32One() {
        LoraConfig fresh = LoraConfig.fresh(4, 8, 0, Optional.empty(), false);
        RunConfig exact = config(fresh, Optional.empty());
        RunConfig rounded = exact.withMemory(new MemoryConfig(false, FrozenDtype.BFLOAT16));
        assertThat(firstLogRatio(exact, ModelFolder.open(MODEL), true)).isZero();
        assertThat(firstLogRatio(rounded, ModelFolder.open(MODEL), true)).isZero();
        assertThat(firstLogRatio(exact, ModelFolder.open(MODEL), true)).isZero();
    }
}
