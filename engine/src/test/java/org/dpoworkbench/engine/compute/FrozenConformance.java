package org.dpoworkbench.engine.compute;

import org.dpoworkbench.engine.compute.Side.Handle;
import org.dpoworkbench.engine.compute.Side.TwinVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Weights that nothing changes: kept in bfloat16, and left out where gradients are made. The control computes with the
/// rounded numbers.
interface FrozenConformance {
    Backend open();

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#triples")
    default void productsWithBfloat16WeightsAreTheControls(int rows, int inputs, int outputs) {
        for (boolean inputMajor : new boolean[] {false, true}) {
            for (boolean add : new boolean[] {false, true}) {
                compareProducts(rows, inputs, outputs, inputMajor, add);
            }
        }
    }

    /// More than one tile in both directions.
    @Test
    default void productsWithLargeBfloat16WeightsAreTheControls() {
        for (boolean inputMajor : new boolean[] {false, true}) {
            compareProducts(5, 2500, 300, inputMajor, true);
            compareProducts(3, 300, 2500, inputMajor, false);
        }
    }

    private void compareProducts(int rows, int inputs, int outputs, boolean inputMajor, boolean add) {
        try (Comparison both = new Comparison(open(), rows + 1000L * inputs)) {
            Twin x = both.normal(rows + 2, inputs);
            Twin y = both.normal(rows + 1, outputs);
            Twin dx = both.normal(rows + 2, inputs);
            Handle<Matrix> w = both.bfloat16(inputs, outputs, inputMajor);
            both.run(side -> side.backend().multiply(rows, side.at(x), side.at(w), side.at(y), add));
            both.expect("y", y, rows, LinearConformance.PRODUCT);
            both.run(side -> side.backend().multiplyBackwardInput(rows, side.at(y), side.at(w), side.at(dx), add));
            both.expect("dx", dx, rows, 2 * LinearConformance.PRODUCT);
            both.expectNothingElse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void bfloat16RowsAreGathered(int rows, int columns) {
        for (boolean add : new boolean[] {false, true}) {
            try (Comparison both = new Comparison(open(), rows)) {
                Handle<Matrix> table = both.bfloat16(columns, 11, false);
                Twin out = both.normal(rows + 2, columns);
                var index = both.randomInts(rows + 1, 11);
                both.run(side -> side.backend()
                        .gather(rows, side.at(index), side.at(table).weight(), side.at(out), add));
                both.expect("the rows", out, rows, add ? Comparison.ROUNDING : 0);
                both.expectNothingElse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void normsThatAreNotTrainedPassTheirInputsGradientOn(int rows, int columns) {
        try (Comparison both = new Comparison(open(), rows)) {
            Twin x = both.normal(rows + 2, columns);
            Twin out = both.normal(rows + 2, columns);
            Twin statistics = both.normal(rows + 2, 2);
            Twin dOut = both.normal(rows + 2, columns);
            Twin dx = both.normal(rows + 2, columns);
            TwinVector gain = both.vector(columns);
            TwinVector bias = both.vector(columns);
            both.run(side -> {
                side.backend()
                        .layerNorm(
                                rows,
                                side.at(x),
                                side.frozen(gain),
                                side.frozen(bias),
                                0.1f,
                                side.at(out),
                                side.at(statistics));
                side.backend()
                        .layerNormBackward(
                                rows,
                                side.at(x),
                                side.at(statistics),
                                side.frozen(gain),
                                side.frozen(bias),
                                side.at(dOut),
                                side.at(dx),
                                side.at(out));
            });
            both.expect("statistics", statistics, rows, 64 * Comparison.ROUNDING);
            both.expect("out", out, rows, 64 * Comparison.ROUNDING);
            both.expect("dx", dx, rows, 64 * Comparison.ROUNDING);
            both.expectNothingElse();
        }
    }
}
