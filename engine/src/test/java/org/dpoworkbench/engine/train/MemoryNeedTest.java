package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is counted before a run is what the run then takes, to the byte.
class MemoryNeedTest {
    private static final RunConfig FULL =
            TinyRun.config(TinyRun.DPO, TinyRun.ADAMW, TinyRun.batch(4, 1, 2, Sampling.SEQUENTIAL));
    private static final RunConfig LORA =
            FULL.withLora(Optional.of(LoraConfig.fresh(4, 8, 0, Optional.empty(), false)));

    private final ModelFolder model = TinyRun.model();
    private final TokenizedSet<TokenizedPair> set = TinyRun.set(TinyRun.pairs(0, 24), TinyRun.pairs(24, 28));

    static Stream<RunConfig> runs() {
        return Stream.of(
                FULL,
                FULL.withMemory(new MemoryConfig(true, FrozenDtype.FLOAT32)),
                LORA,
                LORA.withMemory(new MemoryConfig(true, FrozenDtype.BFLOAT16)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aRunTakesWhatWasCounted(RunConfig config) {
        MemoryNeed need = MemoryNeed.of(config, model, model, set);
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = new Trainer(config, backend, model, set);
            trainer.makeReferenceDecoder(model);
            assertThat(need.total()).isEqualTo(backend.allocatedBytes());
        }
    }

    /// Of n weights in float32, all trained: as much again for gradients, twice for AdamW's moments.
    @Test
    void thePartsAreThoseOfTraining() {
        MemoryNeed need = MemoryNeed.of(FULL, model, model, set);
        assertThat(need.gradients()).isEqualTo(need.weights());
        assertThat(need.optimiserState()).isEqualTo(2 * need.weights());
        assertThat(need.reference()).isZero();
        assertThat(need.activations()).isPositive();
        assertThat(need.parts().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(need.total());
        assertThat(need.text()).contains("weights", "gradients", "optimiser state", "activations of");
    }

    @Test
    void aReferenceOfAnotherArchitectureIsCounted() {
        ModelFolder other = ModelFolder.open(Goldens.path("models/gpt_neox"));
        MemoryNeed need = MemoryNeed.of(FULL, model, other, set);
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = new Trainer(FULL, backend, model, set);
            long own = backend.allocatedBytes();
            trainer.makeReferenceDecoder(other);
            assertThat(need.reference())
                    .isEqualTo(backend.allocatedBytes() - own)
                    .isPositive();
        }
    }

    @Test
    void aSavingIsWhatTheSettingGivesBack() {
        MemoryNeed now = MemoryNeed.of(FULL, model, model, set);
        List<MemorySavings.Saving> savings = new MemorySavings(FULL, model, model, set, now).all();
        RunConfig checkpointed = FULL.withMemory(new MemoryConfig(true, FrozenDtype.FLOAT32));
        long fewer =
                now.total() - MemoryNeed.of(checkpointed, model, model, set).total();
        assertThat(savings).contains(new MemorySavings.Saving("--gradient-checkpointing", fewer));
        assertThat(savings)
                .extracting(MemorySavings.Saving::option)
                .contains("--use-peft --lora-r 16")
                .doesNotContain("--frozen-dtype bfloat16");
    }

    @Test
    void theTokensThatFitFitAndMoreDoNot() {
        MemoryNeed now = MemoryNeed.of(FULL, model, model, set);
        MemorySavings savings = new MemorySavings(FULL, model, model, set, now);
        long half = now.total() - now.activations() / 2;
        int tokens = savings.tokensThatFit(half).orElseThrow();
        assertThat(tokens).isBetween(now.tokens() / 3, now.tokens());
        assertThat(savings.doesNotFit("a card", 2 * half, half))
                .hasMessageContaining("It fits with --max-tokens-per-micro-batch " + tokens)
                .hasMessageContaining("of the memory of a card")
                .hasMessageContaining("--gradient-checkpointing");
        assertThat(savings.tokensThatFit(now.weights())).isEmpty();
    }
}
