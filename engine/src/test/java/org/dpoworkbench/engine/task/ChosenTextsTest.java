package org.dpoworkbench.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChosenTextsTest {
    @Test
    void bestOfNIsTheLargestRewardAndOfEqualOnesTheFirst() {
        assertThat(ChosenTexts.best(new double[] {-1, 3, 2, 3}, 1)).containsExactly(1);
        assertThat(ChosenTexts.best(new double[] {-1, 3, 2, 3}, 3)).containsExactly(1, 3, 2);
    }
}
