package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                LORA.withMemory(new MemoryConfig(true, FrozenDtype.BFLOAT16)),
                LORA.withMemory(new MemoryConfig(false, FrozenDtype.NF4)));
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

    /// Mistral-7B's shape with rank 16 on every linear map and 2,048 tokens a micro-batch: inside a card of 24 GiB with
    /// the base in bfloat16, of 12 GiB in NF4.
    @ParameterizedTest
    @CsvSource({"BFLOAT16, 14.6e9, 24", "NF4, 4.6e9, 12"})
    void anAdapterOverSevenBillionWeightsFits(FrozenDtype dtype, double weights, long gibibytes, @TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "mistral", "architectures": ["MistralForCausalLM"], "vocab_size": 32768,
                 "hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
                 "num_key_value_heads": 8, "max_position_embeddings": 32768, "rms_norm_eps": 1e-5, "hidden_act": "silu",
                 "rope_theta": 1e6, "sliding_window": null, "tie_word_embeddings": false}
                """);
        Files.write(folder.resolve("model.safetensors"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        ModelFolder large = ModelFolder.open(folder);
        TokenizedPair pair = TokenizedPair.of("p", "d", 1, new int[512], new int[769], new int[769]);
        LoraConfig lora = LoraConfig.fresh(16, 32, 0.05, Optional.of(new TargetModules.AllLinear()), false);
        RunConfig config = FULL.withLora(Optional.of(lora)).withMemory(new MemoryConfig(true, dtype));
        MemoryNeed need = MemoryNeed.of(config, large, large, TinyRun.set(List.of(pair), List.of()));
        assertThat(need.tokens()).isEqualTo(2048);
        assertThat((double) need.weights()).isCloseTo(weights, within(0.1e9));
        assertThat(need.total()).isLessThan((gibibytes - 1) << 30);
    }

    /// Llama 3's shape of eight billion weights, all trained, 2,048 tokens a micro-batch: inside a card of 80
    /// GiB where the moments are in the host's memory. Of 8 bits on the card they are too much by a little,
    /// since those of the embeddings have 32.
    @ParameterizedTest
    @CsvSource({"PAGED_ADAMW_8BIT, 0, 19.4e9, 64", "PAGED_ADAMW, 0, 64.2e9, 64", "ADAMW_8BIT, 19.4e9, 0, 81"})
    void allOfEightBillionWeightsFit(Optim optim, double state, double onHost, long gibibytes, @TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "vocab_size": 128256,
                 "hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
                 "num_key_value_heads": 8, "max_position_embeddings": 8192, "rms_norm_eps": 1e-5, "hidden_act": "silu",
                 "rope_theta": 500000.0, "tie_word_embeddings": false}
                """);
        Files.write(folder.resolve("model.safetensors"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        ModelFolder large = ModelFolder.open(folder);
        TokenizedPair pair = TokenizedPair.of("p", "d", 1, new int[512], new int[769], new int[769]);
        RunConfig config = onCard(FULL.withMemory(new MemoryConfig(true, FrozenDtype.FLOAT32)), optim);
        MemoryNeed need = MemoryNeed.of(config, large, large, TinyRun.set(List.of(pair), List.of()));
        assertThat(need.tokens()).isEqualTo(2048);
        assertThat((double) need.optimiserState()).isCloseTo(state, within(0.1e9));
        assertThat((double) need.onHost()).isCloseTo(onHost, within(0.1e9));
        assertThat(need.total()).isLessThan(gibibytes << 30);
    }

    private static RunConfig onCard(RunConfig config, Optim optim) {
        return new RunConfig(
                config.objective(),
                config.model(),
                config.lora(),
                config.data(),
                config.loss(),
                config.optimizer().with(optim),
                config.batch(),
                config.evaluation(),
                config.checkpoint(),
                config.memory(),
                new DeviceConfig(Device.CUDA, 0));
    }

    /// What gives most for least change comes first; nothing that is on already.
    @Test
    void theOptimisersSavingsAreThoseOfTheDevice() {
        MemoryNeed now = MemoryNeed.of(FULL, model, model, set);
        assertThat(new MemorySavings(FULL, model, model, set, now).all())
                .extracting(MemorySavings.Saving::option)
                .contains("--optim adamw_8bit")
                .doesNotContain("--optim paged_adamw_8bit");
        RunConfig card = onCard(FULL, Optim.ADAMW_8BIT);
        assertThat(new MemorySavings(card, model, model, set, MemoryNeed.of(card, model, model, set)).all())
                .extracting(MemorySavings.Saving::option)
                .contains("--optim paged_adamw_8bit")
                .doesNotContain("--optim adamw_8bit");
        RunConfig paged = onCard(FULL, Optim.PAGED_ADAMW);
        assertThat(MemoryNeed.of(paged, model, model, set).text())
                .contains("MiB of the host's for the optimiser's state")
                .doesNotContain("optimiser state ");
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
