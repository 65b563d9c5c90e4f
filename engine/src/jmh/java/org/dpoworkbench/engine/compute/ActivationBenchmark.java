package org.dpoworkbench.engine.compute;

import static org.dpoworkbench.engine.compute.Buffers.INNER;
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

import org.openjdk.jmh.annotations.Param;

/// Element-wise functions of 2048 rows of 1536, plain and gated.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ActivationBenchmark {
    @Param({"GELU_TANH", "GELU", "SILU", "RELU"})
    public Nonlinearity f;

    private FloatTensor x;
    private FloatTensor out;
    private FloatTensor dOut;
    private FloatTensor dx;
    private FloatTensor gates;
    private FloatTensor dGates;

    @Setup
    public void allocate(Buffers b) {
        x = b.normal(ROWS, INNER);
        out = b.normal(ROWS, INNER);
        dOut = b.normal(ROWS, INNER);
        dx = b.normal(ROWS, INNER);
        gates = b.normal(ROWS, 2 * INNER);
        dGates = b.normal(ROWS, 2 * INNER);
    }

    @Benchmark
    public void activate(Buffers b) {
        b.backend.activate(f, ROWS, x, out);
    }

    @Benchmark
    public void activateBackward(Buffers b) {
        b.backend.activateBackward(f, ROWS, x, dOut, dx, out);
    }

    @Benchmark
    public void gate(Buffers b) {
        b.backend.gate(f, ROWS, gates, out);
    }

    @Benchmark
    public void gateBackward(Buffers b) {
        b.backend.gateBackward(f, ROWS, gates, dOut, dGates, out);
    }
}
