package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Memory and rows by number. What only moves numbers moves their bits.
interface RowConformance {
    Backend open();

    @Test
    default void newMemoryIsZero() {
        try (Backend backend = open()) {
            float[] floats = {1, 2, 3};
            backend.download(backend.floats(3, 1), floats, 3);
            assertThat(floats).containsExactly(0, 0, 0);
        }
    }

    @Test
    default void allocatedBytesAreCounted() {
        try (Backend backend = open()) {
            long before = backend.allocatedBytes();
            var _ = backend.floats(7, 3);
            var _ = backend.ints(5);
            assertThat(backend.allocatedBytes() - before).isEqualTo(4 * (7 * 3 + 5));
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void fillingReachesEveryFloat(int rows, int columns) {
        for (float value : new float[] {0, 2.5f, Float.NaN}) {
            try (Backend backend = open()) {
                FloatTensor whole = backend.floats(rows + 2L, columns);
                float[] now = new float[(int) whole.size()];
                backend.fill(whole, 7);
                backend.fill(whole.slice(1, rows), value);
                backend.download(whole, now, now.length);
                float[] want = new float[now.length];
                Arrays.fill(want, 7);
                Arrays.fill(want, columns, want.length - columns, value);
                assertThat(now).isEqualTo(want);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void copiesAreExact(int rows, int columns) {
        try (Comparison both = new Comparison(open(), rows)) {
            Twin source = both.normal(rows + 1, columns);
            Twin target = both.normal(rows + 2, columns);
            both.run(side -> side.backend().copy(rows, side.at(source), side.at(target)));
            both.expect("the copy", target, rows, 0);
            both.expectNothingElse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void gatheredRowsAreExact(int rows, int columns) {
        try (Comparison both = new Comparison(open(), rows)) {
            Twin table = both.normal(11, columns);
            Twin out = both.normal(rows + 2, columns);
            var index = both.randomInts(rows + 1, 11);
            both.run(side -> side.backend().gather(rows, side.at(index), side.at(table), side.at(out), false));
            both.expect("the rows", out, rows, 0);
            both.expectNothingElse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void gatheredRowsAreAdded(int rows, int columns) {
        try (Comparison both = new Comparison(open(), rows)) {
            Twin table = both.normal(11, columns);
            Twin out = both.normal(rows + 2, columns);
            var index = both.randomInts(rows + 1, 11);
            both.run(side -> side.backend().gather(rows, side.at(index), side.at(table), side.at(out), true));
            both.expect("the rows", out, rows, Comparison.ROUNDING);
            both.expectNothingElse();
        }
    }

    /// With five table rows for up to 700 rows, most are repeated.
    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void scatteredRowsAreAddedHoweverOftenTheyRepeat(int rows, int columns) {
        try (Comparison both = new Comparison(open(), rows)) {
            Twin x = both.normal(rows + 2, columns);
            Twin table = both.normal(5, columns);
            var index = both.randomInts(rows + 1, 5);
            both.run(side -> side.backend().scatterAdd(rows, side.at(index), side.at(x), side.at(table)));
            both.expect("the table", table, 5, 16 * Comparison.ROUNDING);
            both.expectNothingElse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Sizes#pairs")
    default void sumsAndMultiplesAreTheControls(int rows, int columns) {
        try (Comparison both = new Comparison(open(), rows)) {
            Twin source = both.normal(rows + 1, columns);
            Twin target = both.normal(rows + 2, columns);
            both.run(side -> {
                side.backend().add(rows, side.at(source), side.at(target));
                side.backend().scale(rows, 1.7f, side.at(target));
            });
            both.expect("1.7 times the sum", target, rows, 4 * Comparison.ROUNDING);
            both.expectNothingElse();
        }
    }
}
