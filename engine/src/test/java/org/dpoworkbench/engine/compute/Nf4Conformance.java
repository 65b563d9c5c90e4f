package org.dpoworkbench.engine.compute;

import org.dpoworkbench.engine.compute.Side.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Products with weights kept in NF4. The control computes with the rounded numbers.
interface Nf4Conformance {
    Backend open();

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#triples")
    default void productsWithNf4WeightsAreTheControls(int rows, int inputs, int outputs) {
        for (boolean inputMajor : new boolean[] {false, true}) {
            for (boolean add : new boolean[] {false, true}) {
                compareNf4Products(rows, inputs, outputs, inputMajor, add);
            }
        }
    }

    /// More than the CPU widens at a time.
    @Test
    default void productsWithLargeNf4WeightsAreTheControls() {
        for (boolean inputMajor : new boolean[] {false, true}) {
            compareNf4Products(3, 1500, 1000, inputMajor, true);
            compareNf4Products(20, 1000, 1500, inputMajor, false);
        }
    }

    private void compareNf4Products(int rows, int inputs, int outputs, boolean inputMajor, boolean add) {
        try (Comparison both = new Comparison(open(), rows + 1000L * inputs)) {
            Twin x = both.normal(rows + 2, inputs);
            Twin y = both.normal(rows + 1, outputs);
            Twin dx = both.normal(rows + 2, inputs);
            Handle<Matrix> w = both.nf4(inputs, outputs, inputMajor);
            both.run(side -> side.backend().multiply(rows, side.at(x), side.at(w), side.at(y), add));
            both.expect("y", y, rows, tolerance(inputs));
            both.run(side -> side.backend().multiplyBackwardInput(rows, side.at(y), side.at(w), side.at(dx), add));
            both.expect("dx", dx, rows, 2 * tolerance(outputs));
            both.expectNothingElse();
        }
    }

    /// Rounding errors of a sum grow like the root of its length; [LinearConformance] has up to 500 summands.
    private static double tolerance(int summands) {
        return LinearConformance.PRODUCT * Math.max(1, Math.sqrt(summands / 500.0));
    }
}
