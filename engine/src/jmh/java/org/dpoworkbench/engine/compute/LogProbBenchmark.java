package org.dpoworkbench.engine.compute;

import static org.dpoworkbench.engine.compute.Buffers.VOCABULARY;

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

/// Log-probs of a chunk of 512 logit rows over GPT-2's vocabulary.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LogProbBenchmark {
    private static final int CHUNK = 512;

    private final Targets targets = new Targets(CHUNK);
    private final double[] logProbs = new double[CHUNK];
    private FloatTensor logits;
    private FloatTensor logSumExp;

    @Setup
    public void allocate(Buffers b) {
        logits = b.normal(CHUNK, VOCABULARY);
        logSumExp = b.normal(CHUNK, 1);
        for (int r = 0; r < CHUNK; r++) {
            targets.addRow(r);
            targets.addTarget(97 * r, 0);
        }
    }

    @Benchmark
    public void forward(Buffers b) {
        b.backend.logProbs(0, CHUNK, targets, logits, logSumExp, logProbs);
    }

    /// In place, so that each call's logits are the last one's gradient: numbers all the same.
    @Benchmark
    public void backward(Buffers b) {
        b.backend.logProbsBackward(0, CHUNK, targets, logits, 0, logSumExp, logProbs);
    }
}
