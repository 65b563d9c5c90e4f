package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.dpoworkbench.engine.compute.Side.TwinVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Normalisations, forward and back. Mean and variance are sums, so some ten roundings; the tests' rows have a
/// mean of half their deviation, so that centring costs no more. Gradients are divided by a row's size: rows are
/// not small.
interface NormConformance {
    double NORM = 32 * Comparison.ROUNDING;
    float EPSILON = 1e-5f;

    Backend open();

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void layerNormsAreTheControls(int rows, int width) {
        try (Comparison both = new Comparison(open(), rows)) {
            Twin x = both.normal(rows + 2, width, 0.5, 1);
            Twin out = both.normal(rows + 1, width);
            Twin statistics = both.normal(rows + 3, 2);
            TwinVector gain = both.vector(width);
            TwinVector bias = both.vector(width);
            both.run(side -> side.backend()
                    .layerNorm(
                            rows,
                            side.at(x),
                            side.at(gain),
                            side.at(bias),
                            EPSILON,
                            side.at(out),
                            side.at(statistics)));
            both.expect("out", out, rows, NORM);
            both.expect("mean and inverse deviation", statistics, rows, NORM);
            both.expectNothingElse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void gradientsOfLayerNormsAreTheControls(int rows, int width) {
        try (Comparison both = new Comparison(open(), rows)) {
            Twin x = both.normal(rows + 2, width, 0.5, 1);
            Twin out = both.normal(rows + 1, width);
            Twin statistics = both.normal(rows + 3, 2);
            Twin dOut = both.normal(rows + 1, width);
            Twin dx = both.normal(rows + 1, width);
            TwinVector gain = both.vector(width);
            TwinVector bias = both.vector(width);
            both.run(side -> {
                var b = side.backend();
                b.layerNorm(rows, side.at(x), side.at(gain), side.at(bias), EPSILON, side.at(out), side.at(statistics));
                b.copy(rows, side.at(x), side.at(out));
                b.layerNormBackward(
                        rows,
                        side.at(x),
                        side.at(statistics),
                        side.at(gain),
                        side.at(bias),
                        side.at(dOut),
                        side.at(dx),
                        side.at(out));
            });
            both.expect("the output anew", out, rows, NORM);
            both.expect("mean and inverse deviation", statistics, rows, NORM);
            both.expect("dx", dx, rows, NORM);
            both.expect("the gain's gradient", gain.gradient(), 1, NORM);
            both.expect("the bias' gradient", bias.gradient(), 1, NORM);
            both.expectNothingElse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void rootMeanSquareNormsAreTheControls(int rows, int width) {
        float offset = width % 2;
        try (Comparison both = new Comparison(open(), rows)) {
            Twin x = both.normal(rows + 2, width, 2, 0.5);
            Twin out = both.normal(rows + 1, width);
            Twin statistics = both.normal(rows + 3, 2);
            Twin dOut = both.normal(rows + 1, width);
            Twin dx = both.normal(rows + 1, width);
            TwinVector gain = both.vector(width);
            both.run(side -> side.backend()
                    .rmsNorm(rows, side.at(x), side.at(gain), offset, EPSILON, side.at(out), side.at(statistics)));
            both.expect("out", out, rows, NORM);
            both.run(side -> {
                side.backend().copy(rows, side.at(x), side.at(out));
                side.backend()
                        .rmsNormBackward(
                                rows,
                                side.at(x),
                                side.at(statistics),
                                side.at(gain),
                                offset,
                                side.at(dOut),
                                side.at(dx),
                                side.at(out));
            });
            both.expect("the output anew", out, rows, NORM);
            both.expect("statistics", statistics, rows, NORM);
            both.expect("dx", dx, rows, NORM);
            both.expect("the gain's gradient", gain.gradient(), 1, NORM);
            both.expectNothingElse();
        }
    }

    /// Without variance only epsilon keeps the divisor from 0. The values' sums are exact in float32.
    @Test
    default void aConstantRowBecomesTheBias() {
        try (Backend backend = open()) {
            int width = 37;
            FloatTensor x = backend.floats(3, width);
            FloatTensor out = backend.floats(3, width);
            backend.fill(x, -1024);
            backend.fill(x.slice(1, 1), 0);
            backend.fill(x.slice(2, 1), 65536);
            Vector gain = new Vector(backend.floats(1, width), backend.floats(1, width));
            Vector bias = new Vector(backend.floats(1, width), backend.floats(1, width));
            backend.fill(gain.weight(), 3);
            backend.fill(bias.weight(), 0.25f);
            backend.layerNorm(3, x, gain, bias, EPSILON, out, backend.floats(3, 2));
            float[] values = new float[3 * width];
            backend.download(out, values, values.length);
            assertThat(values).containsOnly(0.25f);
        }
    }

    @Test
    default void anotherRowsNumbersChangeNothing() {
        try (Comparison both = new Comparison(open(), 1)) {
            Twin x = both.of(2, 1, 2, Float.NaN, 1e30f, 3, 5);
            Twin out = both.normal(3, 2);
            TwinVector gain = both.vector(2);
            TwinVector bias = both.vector(2);
            Twin statistics = both.normal(3, 2);
            both.run(side -> side.backend()
                    .layerNorm(
                            1, side.at(x), side.at(gain), side.at(bias), EPSILON, side.at(out), side.at(statistics)));
            both.expect("the first row", out, 1, NORM);
        }
    }
}
