package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Element-wise functions over [−30, 30] and beyond. Where f(x) is a small rest of x, as GELU's for negative x, the
/// error is that of x times a probability rounded near 1: so errors count against x.
interface ActivationConformance {
    double ACTIVATION = 8 * Comparison.ROUNDING;

    Backend open();

    @ParameterizedTest
    @EnumSource
    default void activationsAreTheControls(Nonlinearity f) {
        for (int[] shape : new int[][] {{1, 1}, {3, 17}, {16, 33}, {65, 100}, {200, 1000}}) {
            try (Comparison both = new Comparison(open(), shape[0])) {
                int rows = shape[0];
                Twin x = both.of(shape[1], ramp((rows + 2) * shape[1]));
                Twin out = both.normal(rows + 1, shape[1]);
                both.run(side -> side.backend().activate(f, rows, side.at(x), side.at(out)));
                both.expectEach("out", out, rows, _ -> ACTIVATION * 30);
                both.expectNothingElse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void activationsAreCloseNearZeroToo(Nonlinearity f) {
        try (Comparison both = new Comparison(open(), 1)) {
            float[] values = Comparison.numbers(2000, i -> Math.scalb(i % 2 == 0 ? 1.0 : -1.7, -i / 40));
            Twin x = both.of(10, values);
            Twin out = both.normal(200, 10);
            both.run(side -> side.backend().activate(f, 200, side.at(x), side.at(out)));
            both.expectEach("out", out, 200, i -> ACTIVATION * Math.abs(values[i]));
        }
    }

    /// Slopes are of order 1; dx may lie in dOut's memory, as feed-forward blocks have it.
    @ParameterizedTest
    @EnumSource
    default void slopesAreTheControls(Nonlinearity f) {
        for (int[] shape : new int[][] {{1, 1}, {3, 17}, {16, 33}, {65, 100}, {200, 1000}}) {
            try (Comparison both = new Comparison(open(), shape[0])) {
                int rows = shape[0];
                Twin x = both.of(shape[1], ramp((rows + 2) * shape[1]));
                Twin dOut = both.normal(rows + 1, shape[1]);
                Twin out = both.normal(rows + 1, shape[1]);
                both.run(side -> side.backend()
                        .activateBackward(f, rows, side.at(x), side.at(dOut), side.at(dOut), side.at(out)));
                both.expectEach("out anew", out, rows, _ -> ACTIVATION * 30);
                both.expectEach("dx in dOut's place", dOut, rows, _ -> ACTIVATION * 30);
                both.expectNothingElse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void gatesAreTheControls(Nonlinearity f) {
        for (int[] shape : new int[][] {{1, 1}, {3, 17}, {16, 33}, {65, 100}, {200, 500}}) {
            try (Comparison both = new Comparison(open(), shape[0])) {
                int rows = shape[0];
                int width = shape[1];
                Twin x = both.normal(rows + 2, 2 * width, 0, 4);
                Twin dOut = both.normal(rows + 1, width);
                Twin dx = both.normal(rows + 3, 2 * width);
                Twin out = both.normal(rows + 1, width);
                both.run(side -> side.backend().gate(f, rows, side.at(x), side.at(out)));
                both.expect("out", out, rows, ACTIVATION * 4);
                both.run(side -> {
                    side.backend().fill(side.at(out).slice(0, rows), 0);
                    side.backend().gateBackward(f, rows, side.at(x), side.at(dOut), side.at(dx), side.at(out));
                });
                both.expect("out anew", out, rows, ACTIVATION * 4);
                both.expect("dx", dx, rows, ACTIVATION * 10);
                both.expectNothingElse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void nanStaysNan(Nonlinearity f) {
        try (Backend backend = open()) {
            FloatTensor x = backend.floats(1, 20);
            FloatTensor out = backend.floats(1, 20);
            backend.fill(x, Float.NaN);
            backend.activate(f, 1, x, out);
            float[] values = new float[20];
            backend.download(out, values, 20);
            assertThat(values).containsOnly(Float.NaN);
        }
    }

    private static float[] ramp(int count) {
        return Comparison.numbers(count, i -> -30 + 60.0 * i / Math.max(1, count - 1));
    }
}
