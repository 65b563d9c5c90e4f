package org.dpoworkbench.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairStatisticsTest {

    /// numpy.quantile([1, 2, 3, 4], [0.05, 0.25, 0.5, 0.75, 0.95]) is [1.15, 1.75, 2.5, 3.25, 3.85].
    @Test
    void quantilesAreNumpys() {
        LengthSummary summary = LengthSummary.of(new int[] {4, 1, 3, 2});

        assertThat(summary)
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
                .isEqualTo(new LengthSummary(2.5, 1, 1.15, 1.75, 2.5, 3.25, 3.85, 4));
    }

    @Test
    void equalLengthsCountHalfForTheJudgeOfLength() {
        PairStatistics statistics = PairStatistics.of(List.of(
                new LengthStatistics.Lengths(1, 5, 3),
                new LengthStatistics.Lengths(1, 5, 5),
                new LengthStatistics.Lengths(1, 3, 5),
                new LengthStatistics.Lengths(1, 9, 5)));

        assertThat(statistics.longerIsBetter()).isEqualTo(0.625);
        assertThat(statistics.gap().mean()).isEqualTo(1);
        assertThat(statistics.gap().min()).isEqualTo(-2);
    }
}
