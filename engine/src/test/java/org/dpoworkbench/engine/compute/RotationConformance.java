package org.dpoworkbench.engine.compute;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rotary positions: two products and a sum a number, so two roundings.
interface RotationConformance {
    double ROTATION = 4 * Comparison.ROUNDING;

    Backend open();

    /// The row is wider than the rotated heads, as where values follow queries and keys; of some heads a part is
    /// rotated.
    @ParameterizedTest
    @CsvSource({
        "1, 1, 2, 2",
        "3, 2, 6, 6",
        "17, 3, 16, 16",
        "16, 4, 24, 24",
        "65, 2, 34, 34",
        "33, 1, 64, 64",
        "100, 5, 66, 66",
        "700, 2, 30, 30",
        "3, 2, 6, 2",
        "17, 3, 17, 16",
        "65, 2, 80, 34",
        "700, 2, 24, 6"
    })
    default void rotationsAreTheControls(int rows, int heads, int headSize, int rotated) {
        for (int direction : new int[] {1, -1}) {
            try (Comparison both = new Comparison(open(), rows)) {
                Twin x = both.normal(rows + 2, (heads + 1) * headSize);
                Twin angles = angles(both, 23, rotated);
                var positions = both.randomInts(rows + 1, 23);
                both.run(side -> side.backend()
                        .rotate(rows, side.at(positions), side.at(angles), side.at(x), heads, headSize, direction));
                both.expect("the rotated rows", x, rows, ROTATION);
                both.expectNothingElse();
            }
        }
    }

    private static Twin angles(Comparison both, int positions, int rotated) {
        float[] values = new float[positions * rotated];
        int half = rotated / 2;
        for (int p = 0; p < positions; p++) {
            for (int i = 0; i < half; i++) {
                double angle = 6.3 * both.random().nextDouble();
                values[p * rotated + i] = (float) Math.cos(angle);
                values[p * rotated + half + i] = (float) Math.sin(angle);
            }
        }
        return both.of(rotated, values);
    }
}
