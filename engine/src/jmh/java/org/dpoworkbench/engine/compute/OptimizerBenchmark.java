package org.dpoworkbench.engine.compute;

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

/// Steps over 30 million parameters, GPT-2's embeddings and six layers of width 384.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OptimizerBenchmark {
    private static final int PARAMETERS = 30_000_000;

    private final AdamWStep adam = new AdamWStep();
    private final RmsPropStep rms = new RmsPropStep();
    private FloatTensor weights;
    private FloatTensor gradients;
    private FloatTensor first;
    private FloatTensor second;
    private EightBitTensor smallFirst;
    private EightBitTensor smallSecond;

    @Setup
    public void allocate(Buffers b) {
        weights = b.normal(PARAMETERS / 1000, 1000);
        gradients = b.normal(PARAMETERS / 1000, 1000);
        first = b.backend.floats(PARAMETERS / 1000, 1000);
        second = b.backend.floats(PARAMETERS / 1000, 1000);
        smallFirst = moment(b);
        smallSecond = moment(b);
        adam.learningRate = 1e-6;
        adam.beta1 = 0.9;
        adam.beta2 = 0.999;
        adam.epsilon = 1e-8;
        adam.gradientScale = 1;
        adam.step = 10;
        rms.learningRate = 1e-6;
        rms.alpha = 0.99;
        rms.epsilon = 1e-8;
        rms.gradientScale = 1;
    }

    @Benchmark
    public void adamW(Buffers b) {
        b.backend.adamW(weights, gradients, first, second, adam);
    }

    private static EightBitTensor moment(Buffers b) {
        return new EightBitTensor(
                b.backend.floats(EightBitTensor.blocksOf(PARAMETERS), EightBit.WORDS), PARAMETERS);
    }

    @Benchmark
    public void adamWWithMomentsOfEightBits(Buffers b) {
        b.backend.adamW(weights, gradients, smallFirst, smallSecond, adam);
    }

    @Benchmark
    public void rmsProp(Buffers b) {
        b.backend.rmsProp(weights, gradients, second, rms);
    }

    @Benchmark
    public double squaredNorm(Buffers b) {
        return b.backend.squaredNorm(gradients);
    }

    @Benchmark
    public void clear(Buffers b) {
        b.backend.fill(gradients, 0);
    }
}
