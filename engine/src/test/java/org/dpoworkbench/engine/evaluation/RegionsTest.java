package org.dpoworkbench.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegionsTest {
    @Test
    void pairsAreCountedByQuadrantAndSideOfTheDiagonal() {
        // chosen, rejected: two in each quadrant where both signs of h are possible, one where h is decided
        Regions regions = Regions.of(evaluation(new double[][] {
            {-1, -2}, {-2, -1}, {2, 1}, {1, 2}, {1, -1}, {-1, 1}, {-3, -4},
        }));
        assertThat(regions).isEqualTo(new Regions(7, 4, 3, 2, 1, 1));
    }

    @Test
    void whatLiesOnABorderIsNoGain() {
        Regions regions = Regions.of(evaluation(new double[][] {{0, 0}, {1, 1}, {1, 0}, {0, 1}, {0, -1}}));
        assertThat(regions).isEqualTo(new Regions(5, 2, 0, 1, 1, 1));
    }

    /// Pairs whose reference log-probs are 0, so that the policy's are the log-ratios.
    static PairEvaluation evaluation(double[][] chosenAndRejected) {
        var columns = new PairColumns();
        IntStream.range(0, chosenAndRejected.length)
                .forEach(i -> columns.add(
                        "p" + i, "file", new double[] {chosenAndRejected[i][0], chosenAndRejected[i][1], 0, 0}, 4, 4));
        return columns.evaluation(0);
    }
}
