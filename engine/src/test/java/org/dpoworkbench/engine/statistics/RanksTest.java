package org.dpoworkbench.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RanksTest {

    /// Expected: `scipy.stats.spearmanr(x, y).statistic`, SciPy 1.17.1.
    @Test
    void spearmanIsSciPysWithFewAndWithManyTies() {
        double[] few = values(30, i -> i * 37 % 101);
        double[] squares = values(30, i -> (i * i * 17 + 3) % 29);
        assertThat(Ranks.spearman(few, squares).orElseThrow()).isCloseTo(0.24066885980419933, within(1e-14));
        double[] many = values(40, i -> i % 5);
        double[] others = values(40, i -> i * 7 % 11);
        assertThat(Ranks.spearman(many, others).orElseThrow()).isCloseTo(0.11378422898640166, within(1e-14));
    }

    @Test
    void onlyTheOrderCounts() {
        double[] x = values(30, i -> i);
        double[] cubes = values(30, i -> i * i * i);
        double[] falling = values(30, i -> -i);
        assertThat(Ranks.spearman(x, cubes).orElseThrow()).isCloseTo(1, within(1e-15));
        assertThat(Ranks.spearman(x, falling).orElseThrow()).isCloseTo(-1, within(1e-15));
    }

    @Test
    void itIsUndefinedBelowThirtyPointsOrWhereASideDoesNotVary() {
        assertThat(Ranks.spearman(values(29, i -> i), values(29, i -> i))).isEmpty();
        assertThat(Ranks.spearman(values(30, i -> i), values(30, _ -> 3))).isEmpty();
        assertThat(Ranks.spearman(values(30, _ -> 3), values(30, i -> i))).isEmpty();
        assertThatThrownBy(() -> Ranks.spearman(values(30, i -> i), values(31, i -> i)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// By hand, of the formula of Bonett and Wright (2000, Psychometrika 65:23, equation 5 with b = 3, c² = 1 + ρ²/2):
    /// ρ = 0.5, n = 103: atanh 0.5 = 0.5493061443, standard error √(1.125 / 100) = 0.1060660172.
    @Test
    void theIntervalIsBonettAndWrights() {
        double[] interval = Ranks.interval(0.5, 103);
        double half = 1.959963984540054 * 0.10606601717798213;
        assertThat(interval[0]).isCloseTo(Math.tanh(0.5493061443340548 - half), within(1e-12));
        assertThat(interval[1]).isCloseTo(Math.tanh(0.5493061443340548 + half), within(1e-12));
    }

    @Test
    void theIntervalOfAPerfectCorrelationStaysWithinBounds() {
        assertThat(Ranks.interval(1, 30)[0]).isBetween(0.99, 1.0);
        assertThat(Ranks.interval(1, 30)[1]).isBetween(0.99, 1.0);
        assertThat(Ranks.interval(-1, 30)[0]).isBetween(-1.0, -0.99);
        assertThat(Ranks.interval(-1, 30)[1]).isBetween(-1.0, -0.99);
    }

    private static double[] values(int n, IntUnaryOperator value) {
        return IntStream.range(0, n).map(value).asDoubleStream().toArray();
    }
}
