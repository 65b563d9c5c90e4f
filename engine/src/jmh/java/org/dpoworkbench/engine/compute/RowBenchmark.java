package org.dpoworkbench.engine.compute;

import static org.dpoworkbench.engine.compute.Buffers.INNER;
import static org.dpoworkbench.engine.compute.Buffers.ROWS;
import static org.dpoworkbench.engine.compute.Buffers.VOCABULARY;
import static org.dpoworkbench.engine.compute.Buffers.WIDTH;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Norms, biases, copies and embeddings of 2048 rows of 384; the bias of 1536.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RowBenchmark {
    private static final float EPSILON = 1e-5f;

    private FloatTensor x;
    private FloatTensor out;
    private FloatTensor dOut;
    private FloatTensor dx;
    private FloatTensor statistics;
    private FloatTensor inner;
    private FloatTensor table;
    private Vector gain;
    private Vector bias;
    private Vector innerBias;
    private IntTensor tokens;

    @Setup
    public void allocate(Buffers b) {
        x = b.normal(ROWS, WIDTH);
        out = b.normal(ROWS, WIDTH);
        dOut = b.normal(ROWS, WIDTH);
        dx = b.normal(ROWS, WIDTH);
        statistics = b.normal(ROWS, 2);
        inner = b.normal(ROWS, INNER);
        table = b.backend.floats(VOCABULARY, WIDTH);
        gain = b.vector(WIDTH);
        bias = b.vector(WIDTH);
        innerBias = b.vector(INNER);
        tokens = b.ints(ROWS, VOCABULARY);
        b.backend.layerNorm(ROWS, x, gain, bias, EPSILON, out, statistics);
    }

    @Benchmark
    public void layerNorm(Buffers b) {
        b.backend.layerNorm(ROWS, x, gain, bias, EPSILON, out, statistics);
    }

    @Benchmark
    public void layerNormBackward(Buffers b) {
        b.backend.layerNormBackward(ROWS, x, statistics, gain, bias, dOut, dx, out);
    }

    @Benchmark
    public void rmsNorm(Buffers b) {
        b.backend.rmsNorm(ROWS, x, gain, 0, EPSILON, out, statistics);
    }

    @Benchmark
    public void addBias(Buffers b) {
        b.backend.addBias(ROWS, inner, innerBias);
    }

    @Benchmark
    public void biasBackward(Buffers b) {
        b.backend.biasBackward(ROWS, inner, innerBias);
    }

    @Benchmark
    public void copy(Buffers b) {
        b.backend.copy(ROWS, x, out);
    }

    @Benchmark
    public void gather(Buffers b) {
        b.backend.gather(ROWS, tokens, table, out, false);
    }

    @Benchmark
    public void scatterAdd(Buffers b) {
        b.backend.scatterAdd(ROWS, tokens, x, table);
    }
}
