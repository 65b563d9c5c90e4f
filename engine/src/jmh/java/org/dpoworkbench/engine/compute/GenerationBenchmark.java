package org.dpoworkbench.engine.compute;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a new token of each sequence needs in 24 layers of a GPT-2 of width 768: a product with weights of
/// (768, 3072), 226 MB in all, and attention over 164 tokens. No cache holds as much.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GenerationBenchmark {
    private static final int LAYERS = 24;
    private static final int WIDTH = 768;
    private static final int TOKENS = 164;
    private static final AttentionShape SHAPE = new AttentionShape(12, 12, 64, 0.125f);

    @Param({"1", "4", "16"})
    public int sequences;

    private List<Matrix> inputMajor;
    private List<Matrix> outputMajor;
    private List<FloatTensor> caches;
    private FloatTensor x;
    private FloatTensor y;
    private FloatTensor qkv;
    private FloatTensor out;
    private IntTensor first;
    private IntTensor last;

    @Setup
    public void allocate(Buffers b) {
        inputMajor = weights(b, true);
        outputMajor = weights(b, false);
        caches = Stream.generate(() -> b.normal(sequences * TOKENS, SHAPE.cacheWidth()))
                .limit(LAYERS)
                .toList();
        x = b.normal(sequences, WIDTH);
        y = b.normal(sequences, 4 * WIDTH);
        qkv = b.normal(sequences, SHAPE.rowWidth());
        out = b.normal(sequences, SHAPE.outputWidth());
        int[] begins = IntStream.range(0, sequences).map(s -> s * TOKENS).toArray();
        first = b.backend.ints(sequences);
        last = b.backend.ints(sequences);
        b.backend.upload(begins, sequences, first);
        b.backend.upload(Arrays.stream(begins).map(f -> f + TOKENS - 1).toArray(), sequences, last);
    }

    private static List<Matrix> weights(Buffers b, boolean inputMajor) {
        return Stream.generate(() -> Matrix.frozen(
                        inputMajor ? b.normal(WIDTH, 4 * WIDTH) : b.normal(4 * WIDTH, WIDTH), inputMajor))
                .limit(LAYERS)
                .toList();
    }

    @Benchmark
    public void inputMajorProducts(Buffers b) {
        inputMajor.forEach(w -> b.backend.multiply(sequences, x, w, y, false));
    }

    @Benchmark
    public void outputMajorProducts(Buffers b) {
        outputMajor.forEach(w -> b.backend.multiply(sequences, x, w, y, false));
    }

    @Benchmark
    public void attention(Buffers b) {
        caches.forEach(c -> b.backend.attendRemembered(SHAPE, sequences, first, last, qkv, c, out));
    }
}
