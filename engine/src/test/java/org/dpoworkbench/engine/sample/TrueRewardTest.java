package org.dpoworkbench.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Expected values: the formula in [TrueReward]'s documentation, worked out by hand.
class TrueRewardTest {
    private static final double ROUNDING = 1e-15;
    private final TrueReward reward = TrueReward.load();

    private void assertReward(String text, double expected) {
        assertThat(reward.of(text)).as(text).isCloseTo(expected, within(ROUNDING));
    }

    @Test
    void anOpinionCountsAQuarterOfItsValenceAndIsHalvedWhenAlone() {
        assertReward(" is good.", 1 / 4.0 / 2);
        assertReward(" is superb.", 3 / 4.0 / 2);
        assertReward(" is awful.", -3 / 4.0 / 2);
    }

    @Test
    void moreOpinionsComeNearerToTheirMean() {
        assertReward("superb acting, superb music", 2 * 0.75 / 3);
        assertReward("superb and awful", 0);
    }

    @Test
    void anIntensifierAddsAThirdAndASoftenerTakesOne() {
        assertReward("very good", 0.25 * 4 / 3 / 2);
        assertReward("rather good", 0.25 * 2 / 3 / 2);
        assertReward("very rather good", 0.25 * 2 / 3 / 2);
    }

    @Test
    void aNegationWithinThreeWordsTurnsAndHalves() {
        assertReward("not good", -0.125 / 2);
        assertReward("no joy", -0.25 / 2);
        assertReward("not a very good film", -0.5 * 0.25 * 4 / 3 / 2);
        assertReward("not in any way good", 0.25 / 2);
    }

    @Test
    void aMarkOrABreakEndsANegation() {
        assertReward("Not so. Good.", 0.25 / 2);
        assertReward("not dull but charming", (0.25 + 0.5) / 3);
    }

    @Test
    void theCaseOfLettersDoesNotMatter() {
        assertReward("VERY Good", 0.25 * 4 / 3 / 2);
    }

    @Test
    void aTextWithoutOpinionIsNeutral() {
        assertReward("", 0);
        assertReward(" opens at seven.", 0);
        assertReward("🦦 ¡…! 映画", 0);
    }

    @Property
    void anyTextHasARewardWithinTheRange(@ForAll String text) {
        assertThat(reward.of(text)).isBetween(-1.0, 1.0);
    }

    @Property(tries = 50)
    void praiseWithoutEndNeverReachesOne(@ForAll @IntRange(min = 1, max = 500) int times) {
        double praise = reward.of("very superb ".repeat(times));

        assertThat(praise).isCloseTo(times / (times + 1.0), within(1e-12)).isLessThan(1);
    }

    @Property(tries = 50)
    void neutralWordsChangeNothing(@ForAll @IntRange(max = 200) int words) {
        assertThat(reward.of("superb." + " table".repeat(words) + ". Dull.")).isEqualTo(reward.of("superb. dull."));
    }
}
