package org.dpoworkbench.engine.compute;

import org.dpoworkbench.engine.compute.Side.TwinMatrix;
import org.dpoworkbench.engine.compute.Side.TwinVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Products and biases. A sum of n terms of like size is off by about √n roundings of a term, and is itself about
/// √n terms large: so a few roundings of the largest result are right, whatever n.
interface LinearConformance {
    double PRODUCT = 16 * Comparison.ROUNDING;

    Backend open();

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#triples")
    default void productsAreTheControls(int rows, int inputs, int outputs) {
        for (boolean inputMajor : new boolean[] {false, true}) {
            for (boolean add : new boolean[] {false, true}) {
                try (Comparison both = new Comparison(open(), rows + 1000L * inputs)) {
                    Twin x = both.normal(rows + 2, inputs);
                    Twin y = both.normal(rows + 1, outputs);
                    TwinMatrix w = both.matrix(inputs, outputs, inputMajor);
                    both.run(side -> side.backend().multiply(rows, side.at(x), side.at(w), side.at(y), add));
                    both.expect("y", y, rows, PRODUCT);
                    both.expectNothingElse();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#triples")
    default void inputGradientsOfProductsAreTheControls(int rows, int inputs, int outputs) {
        for (boolean inputMajor : new boolean[] {false, true}) {
            for (boolean add : new boolean[] {false, true}) {
                try (Comparison both = new Comparison(open(), rows + 1000L * inputs)) {
                    Twin dx = both.normal(rows + 2, inputs);
                    Twin dy = both.normal(rows + 1, outputs);
                    TwinMatrix w = both.matrix(inputs, outputs, inputMajor);
                    both.run(side ->
                            side.backend().multiplyBackwardInput(rows, side.at(dy), side.at(w), side.at(dx), add));
                    both.expect("dx", dx, rows, PRODUCT);
                    both.expectNothingElse();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#triples")
    default void weightGradientsOfProductsAreAdded(int rows, int inputs, int outputs) {
        for (boolean inputMajor : new boolean[] {false, true}) {
            try (Comparison both = new Comparison(open(), rows + 1000L * inputs)) {
                Twin x = both.normal(rows + 2, inputs);
                Twin dy = both.normal(rows + 1, outputs);
                TwinMatrix w = both.matrix(inputs, outputs, inputMajor);
                both.run(side -> side.backend().multiplyBackwardWeight(rows, side.at(x), side.at(dy), side.at(w)));
                both.expect("the weight's gradient", w.gradient(), inputMajor ? inputs : outputs, PRODUCT);
                both.expectNothingElse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void biasesAreTheControls(int rows, int width) {
        try (Comparison both = new Comparison(open(), rows)) {
            Twin y = both.normal(rows + 2, width);
            TwinVector bias = both.vector(width);
            both.run(side -> side.backend().addBias(rows, side.at(y), side.at(bias)));
            both.expect("y", y, rows, Comparison.ROUNDING);
            both.expectNothingElse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void gradientsOfBiasesAreAdded(int rows, int width) {
        try (Comparison both = new Comparison(open(), rows)) {
            Twin dy = both.normal(rows + 2, width);
            TwinVector bias = both.vector(width);
            both.run(side -> side.backend().biasBackward(rows, side.at(dy), side.at(bias)));
            both.expect("the bias' gradient", bias.gradient(), 1, PRODUCT);
            both.expectNothingElse();
        }
    }

    /// Freshly overwritten memory may hold anything: 0 · NaN must not get into the result.
    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#triples")
    default void anOverwrittenProductForgetsWhatWasThere(int rows, int inputs, int outputs) {
        try (Comparison both = new Comparison(open(), rows)) {
            Twin x = both.normal(rows, inputs);
            Twin y = both.normal(rows, outputs);
            TwinMatrix w = both.matrix(inputs, outputs, false);
            both.run(side -> {
                side.backend().fill(side.at(y), Float.NaN);
                side.backend().multiply(rows, side.at(x), side.at(w), side.at(y), false);
            });
            both.expect("y", y, rows, PRODUCT);
        }
    }
}
