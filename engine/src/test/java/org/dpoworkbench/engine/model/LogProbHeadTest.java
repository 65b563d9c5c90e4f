package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.compute.Targets;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// In chunks of any size log-probs and gradients are those of all rows at once, and those of the definition.
class LogProbHeadTest {
    private static final int ROWS = 11;
    private static final int WIDTH = 6;
    private static final int VOCABULARY = 17;

    private record Result(double[] logProbs, float[] dHidden, float[] dWeight) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 10, 11, 40})
    void chunksChangeNothing(int chunkRows) {
        Result whole = run(ROWS);
        Result chunked = run(chunkRows);
        for (int t = 0; t < ROWS; t++) {
            assertThat(chunked.logProbs()[t]).isCloseTo(whole.logProbs()[t], within(1e-6));
        }
        close(chunked.dHidden(), whole.dHidden());
        close(chunked.dWeight(), whole.dWeight());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 11})
    void logProbsAreTheLogarithmOfTheSoftmax(int chunkRows) {
        float[] hidden = numbers(1, ROWS * WIDTH);
        float[] weight = numbers(2, VOCABULARY * WIDTH);
        double[] logProbs = run(chunkRows).logProbs();
        for (int r = 0; r < ROWS; r++) {
            double sum = 0;
            double chosen = 0;
            for (int v = 0; v < VOCABULARY; v++) {
                double logit = 0;
                for (int i = 0; i < WIDTH; i++) {
                    logit += (double) hidden[r * WIDTH + i] * weight[v * WIDTH + i];
                }
                sum += Math.exp(logit);
                chosen = v == token(r) ? logit : chosen;
            }
            assertThat(logProbs[r]).isCloseTo(chosen - Math.log(sum), within(1e-5));
        }
    }

    private static Result run(int chunkRows) {
        try (Backend backend = new CpuBackend(2)) {
            FloatTensor weight = upload(backend, VOCABULARY, WIDTH, numbers(2, VOCABULARY * WIDTH));
            var matrix = new Matrix(weight, backend.floats(VOCABULARY, WIDTH), false);
            var head = new LogProbHead(
                    backend,
                    new LinearLayer(matrix, Optional.empty(), List.of()),
                    0,
                    ROWS,
                    (long) chunkRows * VOCABULARY);
            var targets = new Targets(ROWS);
            targets.clear();
            for (int r = 0; r < ROWS; r++) {
                targets.addRow(r);
                targets.addTarget(token(r), r);
            }
            FloatTensor hidden = upload(backend, ROWS, WIDTH, numbers(1, ROWS * WIDTH));
            FloatTensor dHidden = backend.floats(ROWS, WIDTH);
            double[] logProbs = new double[ROWS];
            head.forward(targets, hidden, logProbs, new double[0]);
            double[] gradient = new double[ROWS];
            for (int r = 0; r < ROWS; r++) {
                gradient[r] = 0.3 * r - 1;
            }
            head.backward(targets, hidden, gradient, dHidden);
            return new Result(logProbs, download(backend, dHidden), download(backend, matrix.gradient()));
        }
    }

    private static int token(int row) {
        return (5 * row + 3) % VOCABULARY;
    }

    private static float[] numbers(long seed, int count) {
        var random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static FloatTensor upload(Backend backend, int rows, int columns, float[] numbers) {
        FloatTensor tensor = backend.floats(rows, columns);
        backend.upload(numbers, numbers.length, tensor);
        return tensor;
    }

    private static float[] download(Backend backend, FloatTensor tensor) {
        float[] numbers = new float[(int) tensor.size()];
        backend.download(tensor, numbers, numbers.length);
        return numbers;
    }

    private static void close(float[] actual, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(2e-5f));
        }
    }
}
