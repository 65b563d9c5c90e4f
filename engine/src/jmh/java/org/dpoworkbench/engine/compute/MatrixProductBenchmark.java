package org.dpoworkbench.engine.compute;

import static org.dpoworkbench.engine.compute.Buffers.INNER;
import static org.dpoworkbench.engine.compute.Buffers.ROWS;
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

/// The feed-forward block's first product, (2048, 384) · (384, 1536): 2.4 thousand million multiply-adds.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatrixProductBenchmark {
    private FloatTensor x;
    private FloatTensor y;
    private Matrix w;

    @Setup
    public void allocate(Buffers b) {
        x = b.normal(ROWS, WIDTH);
        y = b.normal(ROWS, INNER);
        w = b.matrix(WIDTH, INNER);
    }

    @Benchmark
    public void forward(Buffers b) {
        b.backend.multiply(ROWS, x, w, y, false);
    }

    @Benchmark
    public void backwardInput(Buffers b) {
        b.backend.multiplyBackwardInput(ROWS, y, w, x, false);
    }

    @Benchmark
    public void backwardWeight(Buffers b) {
        b.backend.multiplyBackwardWeight(ROWS, x, y, w);
    }
}
