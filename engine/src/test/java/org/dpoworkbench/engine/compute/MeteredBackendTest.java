package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.junit.jupiter.api.Test;

class MeteredBackendTest {
    @Test
    void aProductTakesTwoOperationsForEachPairOfFactorsAndItsGradientsAsMuchEach() {
        var meter = new Meter();
        try (Backend backend = new MeteredBackend(new CpuBackend(1), meter)) {
            var w = new Matrix(backend.floats(3, 5), backend.floats(3, 5), true);
            FloatTensor x = backend.floats(7, 3);
            FloatTensor y = backend.floats(7, 5);
            backend.multiply(7, x, w, y, false);
            assertThat(meter.floatingPointOperations()).isEqualTo(2 * 7 * 3 * 5);
            backend.multiplyBackwardInput(7, y, w, x, false);
            backend.multiplyBackwardWeight(7, x, y, w);
            assertThat(meter.floatingPointOperations()).isEqualTo(3 * 2 * 7 * 3 * 5);
            assertThat(meter.seconds(Operation.MATRIX_PRODUCT)).isPositive();
            assertThat(meter.seconds(Operation.ATTENTION)).isZero();
            meter.reset();
            assertThat(meter.floatingPointOperations()).isZero();
        }
    }

    @Test
    void aRowOfASegmentSeesItsContextTheRowsBeforeItAndItselfButNoMoreThanTheWindow() {
        var random = new Random(1);
        for (int n = 0; n < 200; n++) {
            int window = 1 + random.nextInt(12);
            int length = random.nextInt(10);
            int context = random.nextInt(10);
            int seen = 0;
            for (int row = 0; row < length; row++) {
                seen += Math.min(window, context + row + 1);
            }
            assertThat(MeteredBackend.seen(window, length, context)).isEqualTo(seen);
            assertThat(MeteredBackend.seen(AttentionShape.UNBOUNDED, length, context))
                    .isEqualTo(length * context + length * (length + 1) / 2.0);
        }
    }
}
