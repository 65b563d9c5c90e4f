package org.dpoworkbench.engine.compute;

import static org.dpoworkbench.engine.compute.Buffers.ROWS;

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

/// Attention of 2048 rows as four groups of 512 tokens: a prompt of 256 and two completions of 128.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AttentionBenchmark {
    private static final AttentionShape SHAPE = new AttentionShape(6, 6, 64, 0.125f);
    private static final int GROUP = 512;

    private final Segments segments = new Segments(12);
    private FloatTensor qkv;
    private FloatTensor out;
    private FloatTensor logSumExp;
    private FloatTensor dOut;
    private FloatTensor dQkv;
    private FloatTensor angles;
    private IntTensor positions;

    @Setup
    public void allocate(Buffers b) {
        for (int row = 0; row < ROWS; row += GROUP) {
            segments.add(row, GROUP / 2, 0, 0);
            segments.add(row + GROUP / 2, GROUP / 4, row, GROUP / 2);
            segments.add(row + GROUP / 2 + GROUP / 4, GROUP / 4, row, GROUP / 2);
            segments.endGroup();
        }
        qkv = b.normal(ROWS, SHAPE.rowWidth());
        out = b.normal(ROWS, SHAPE.outputWidth());
        logSumExp = b.normal(SHAPE.heads(), ROWS);
        dOut = b.normal(ROWS, SHAPE.outputWidth());
        dQkv = b.normal(ROWS, SHAPE.rowWidth());
        angles = b.normal(GROUP, SHAPE.headSize());
        positions = b.ints(ROWS, GROUP);
        b.backend.attention(SHAPE, segments, qkv, out, logSumExp);
    }

    @Benchmark
    public void forward(Buffers b) {
        b.backend.attention(SHAPE, segments, qkv, out, logSumExp);
    }

    @Benchmark
    public void backward(Buffers b) {
        b.backend.attentionBackward(SHAPE, segments, qkv, out, logSumExp, dOut, dQkv);
    }

    @Benchmark
    public void rotate(Buffers b) {
        b.backend.rotate(ROWS, positions, angles, dQkv, 12, SHAPE.headSize(), 1);
    }
}
