package org.dpoworkbench.engine.compute;

import org.dpoworkbench.engine.compute.Side.TwinMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What low-rank adapters need.
interface AdapterConformance {
    Backend open();

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#triples")
    default void outerProductsGoToTheirColumnsAlone(int rows, int rank, int outputs) {
        try (Comparison both = new Comparison(open(), rows + 1000L * rank)) {
            Twin inner = both.normal(rows + 2, rank);
            Twin y = both.normal(rows + 1, outputs + 5);
            TwinMatrix outer = both.matrix(rank, outputs, false);
            both.run(side -> side.backend().addOuter(rows, side.at(inner), side.at(outer), 0.75f, side.at(y), 3));
            both.expect("y", y, rows, LinearConformance.PRODUCT);
            both.expectNothingElse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#triples")
    default void gradientsOfOuterProductsAreTheControls(int rows, int rank, int outputs) {
        try (Comparison both = new Comparison(open(), rows + 1000L * rank)) {
            Twin inner = both.normal(rows + 2, rank);
            Twin dy = both.normal(rows + 1, outputs + 5);
            TwinMatrix outer = both.matrix(rank, outputs, false);
            both.run(side ->
                    side.backend().addOuterBackward(rows, side.at(dy), 2, side.at(outer), 0.75f, side.at(inner)));
            both.expect("B's gradient", outer.gradient(), outputs, LinearConformance.PRODUCT);
            both.expect("the inner product's gradient", inner, rows, LinearConformance.PRODUCT);
            both.expectNothingElse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void dropoutIsTheControls(int rows, int columns) {
        for (boolean add : new boolean[] {false, true}) {
            try (Comparison both = new Comparison(open(), rows)) {
                Twin x = both.normal(rows + 2, columns);
                Twin out = both.normal(rows + 1, columns);
                both.run(side -> side.backend().dropout(rows, side.at(x), 1234567, 0.3f, side.at(out), add));
                both.expect("what is kept", out, rows, 4 * Comparison.ROUNDING);
                both.expectNothingElse();
            }
        }
    }
}
