package org.dpoworkbench.engine.compute;

import java.util.Random;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A backend and random tensors at the sizes of a GPT-2 of 6 layers and width 384: micro-batches of 2048 tokens, heads
/// of 64, a vocabulary of 50257.
@State(Scope.Benchmark)
public class Buffers {
    static final int ROWS = 2048;
    static final int WIDTH = 384;
    static final int INNER = 4 * WIDTH;
    static final int VOCABULARY = 50_257;

    /// 0: one for each processor
    @Param("0")
    public int threads;

    private final Random random = new Random(1);
    Backend backend;

    @Setup(Level.Trial)
    public void open() {
        backend = new CpuBackend(threads);
    }

    @TearDown(Level.Trial)
    public void close() {
        backend.close();
    }

    FloatTensor normal(int rows, int columns) {
        FloatTensor tensor = backend.floats(rows, columns);
        float[] row = new float[columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                row[c] = (float) random.nextGaussian();
            }
            backend.upload(row, columns, tensor.slice(r, 1));
        }
        return tensor;
    }

    Matrix matrix(int inputs, int outputs) {
        return new Matrix(normal(inputs, outputs), backend.floats(inputs, outputs), true);
    }

    Vector vector(int width) {
        return new Vector(normal(1, width), backend.floats(1, width));
    }

    IntTensor ints(int count, int bound) {
        IntTensor tensor = backend.ints(count);
        backend.upload(random.ints(count, 0, bound).toArray(), count, tensor);
        return tensor;
    }
}
