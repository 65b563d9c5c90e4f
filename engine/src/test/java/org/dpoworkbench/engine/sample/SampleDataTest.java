package org.dpoworkbench.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleDataTest {
    private static final SampleData DATA = SampleData.of(SampleProject.SEED);
    private static final TrueReward REWARD = TrueReward.load();

    private static double difference(SamplePair pair) {
        return REWARD.of(pair.chosen()) - REWARD.of(pair.rejected());
    }

    @ParameterizedTest
    @ValueSource(longs = {SampleProject.SEED, 1, 2})
    void trainingLabelsErrAsOftenAsBradleyAndTerrySay(long seed) {
        double right = 0;
        double expected = 0;
        double variance = 0;
        for (SamplePair pair : SampleData.of(seed).train()) {
            double p = 1 / (1 + Math.exp(-10 * Math.abs(difference(pair))));
            right += difference(pair) > 0 ? 1 : 0;
            expected += p;
            variance += p * (1 - p);
        }

        assertThat(right).isCloseTo(expected, within(3 * Math.sqrt(variance)));
    }

    @Test
    void heldOutLabelsFollowTheTrueReward() {
        assertThat(DATA.test()).allSatisfy(pair -> assertThat(difference(pair)).isPositive());
    }

    @Test
    void noPairHasTheSameRewardTwice() {
        assertThat(DATA.train()).allSatisfy(pair -> assertThat(difference(pair)).isNotZero());
    }

    @Test
    void heldOutPromptsStandNowhereElse() {
        Set<String> held = DATA.test().stream().map(SamplePair::prompt).collect(Collectors.toSet());
        Stream<String> seen = Stream.concat(
                DATA.train().stream().map(SamplePair::prompt),
                DATA.corpus().stream().map(SampleText::prompt));

        assertThat(held).hasSameSizeAs(DATA.test());
        assertThat(seen).noneMatch(held::contains);
    }

    @Test
    void theSizesAreThoseDocumented() {
        assertThat(DATA.train()).hasSize(3_200);
        assertThat(DATA.train().stream().map(SamplePair::prompt).distinct()).hasSize(1_600);
        assertThat(DATA.test()).hasSize(400);
        assertThat(DATA.corpus()).hasSize(30_000);
    }

    @Test
    void theCorpusHasBothSentimentsAlike() {
        double kind = DATA.corpus().stream()
                .filter(text -> REWARD.of(text.completion()) > 0)
                .count();
        double unkind = DATA.corpus().stream()
                .filter(text -> REWARD.of(text.completion()) < 0)
                .count();

        assertThat(kind / (kind + unkind)).isCloseTo(0.5, within(0.02));
    }
}
