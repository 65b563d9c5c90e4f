package org.dpoworkbench.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WinRateTest {
    @Test
    void aTieCountsHalf() {
        WinRate rate = WinRate.of(scores(1, 0.5, 0.5, 0), 1);
        assertThat(rate.rate()).isEqualTo(0.5);
        assertThat(rate.n()).isEqualTo(4);
    }

    @Test
    void whereAllAgreeThereIsNoUncertaintyToDraw() {
        WinRate rate = WinRate.of(scores(1, 1, 1), 1);
        assertThat(List.of(rate.rate(), rate.low(), rate.high())).containsExactly(1.0, 1.0, 1.0);
    }

    /// The bootstrap of a mean comes near the normal interval p ± 1.96 √(p (1 − p) / n).
    @Test
    void theIntervalOfManyPromptsIsTheNormalOne() {
        double[] wins = new double[400];
        for (int i = 0; i < 240; i++) {
            wins[i] = 1;
        }
        WinRate rate = WinRate.of(scores(wins), 7);
        double half = 1.96 * Math.sqrt(0.6 * 0.4 / 400);
        assertThat(rate.low()).isCloseTo(0.6 - half, within(0.006));
        assertThat(rate.high()).isCloseTo(0.6 + half, within(0.006));
    }

    /// Prompts are drawn, not judgements: saying the same of a prompt four times is no more evidence.
    @Test
    void judgementsOfOnePromptStayTogether() {
        List<double[]> once = new ArrayList<>();
        List<double[]> fourTimes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            double score = i % 2;
            once.add(new double[] {score});
            fourTimes.add(new double[] {score, score, score, score});
        }
        assertThat(WinRate.of(fourTimes, 3).low()).isEqualTo(WinRate.of(once, 3).low());
        assertThat(WinRate.of(fourTimes, 3).high())
                .isEqualTo(WinRate.of(once, 3).high());
    }

    @Test
    void nothingJudgedIsNoRate() {
        assertThatThrownBy(() -> WinRate.of(List.of(), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<double[]> scores(double... each) {
        List<double[]> scores = new ArrayList<>();
        for (double score : each) {
            scores.add(new double[] {score});
        }
        return scores;
    }
}
