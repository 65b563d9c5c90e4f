package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.SafetensorsWriter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a file's pages take beside the weights made of them. Linux counts both as resident, and can set its count of
/// the largest back.
class LoadingPeakTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path FORGET = Path.of("/proc/self/clear_refs");

    @TempDir
    Path folder;

    /// A Llama that is nearly all embeddings: 60,000 × 600 floats twice, 275 MiB.
    @ParameterizedTest
    @CsvSource({"F32, FLOAT32", "BF16, FLOAT32", "F32, BFLOAT16"})
    void loadingTakesAtMostAFifthMoreThanTheWeights(DType stored, FrozenDtype kept) throws IOException {
        assumeThat(Files.exists(STATUS) && Files.isWritable(FORGET)).as("Linux").isTrue();
        ModelFolder model = write(stored);
        try (Backend backend = new CpuBackend(1)) {
            System.gc();
            Files.writeString(FORGET, "5");
            long before = kibibytes("VmRSS");
            long allocated = backend.allocatedBytes();
            Decoder decoder = new Decoder(
                    backend, model.architecture(), DecoderSettings.scoring(1).with(kept));
            WeightLoader.load(model, decoder);
            double peak = (kibibytes("VmHWM") - before) * 1024.0;
            double weights = backend.allocatedBytes() - allocated;
            assertThat(weights).isGreaterThan(kept == FrozenDtype.FLOAT32 ? 280e6 : 140e6);
            assertThat(peak / weights).isLessThan(1.2);
        }
    }

    private ModelFolder write(DType dtype) throws IOException {
        int vocabulary = 60_000;
        int width = 600;
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "vocab_size": %d, "hidden_size": %d,
                 "num_hidden_layers": 1, "num_attention_heads": 1, "num_key_value_heads": 1, "intermediate_size": 1,
                 "max_position_embeddings": 8, "rms_norm_eps": 1e-5, "hidden_act": "silu", "tie_word_embeddings": false}
                """.formatted(vocabulary, width));
        Map<String, long[]> shapes = Map.ofEntries(
                Map.entry("model.embed_tokens.weight", new long[] {vocabulary, width}),
                Map.entry("lm_head.weight", new long[] {vocabulary, width}),
                Map.entry("model.norm.weight", new long[] {width}),
                Map.entry("model.layers.0.input_layernorm.weight", new long[] {width}),
                Map.entry("model.layers.0.post_attention_layernorm.weight", new long[] {width}),
                Map.entry("model.layers.0.self_attn.q_proj.weight", new long[] {width, width}),
                Map.entry("model.layers.0.self_attn.k_proj.weight", new long[] {width, width}),
                Map.entry("model.layers.0.self_attn.v_proj.weight", new long[] {width, width}),
                Map.entry("model.layers.0.self_attn.o_proj.weight", new long[] {width, width}),
                Map.entry("model.layers.0.mlp.gate_proj.weight", new long[] {1, width}),
                Map.entry("model.layers.0.mlp.up_proj.weight", new long[] {1, width}),
                Map.entry("model.layers.0.mlp.down_proj.weight", new long[] {width, 1}));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate((long) vocabulary * width * Float.BYTES);
            List<SafetensorsWriter.Source> sources = shapes.entrySet().stream()
                    .map(e -> new SafetensorsWriter.Source(e.getKey(), e.getValue(), dtype, numbers, 0))
                    .toList();
            SafetensorsWriter.write(folder.resolve("model.safetensors"), Map.of("format", "pt"), sources);
        }
        return ModelFolder.open(folder);
    }

    private static long kibibytes(String field) throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
