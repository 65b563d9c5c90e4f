package org.dpoworkbench.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RejectionSamplingTest {
    private static final int TIMES = 40_000;

    /// Of a worse candidate that is asked first and the best, which is accepted whenever it is asked, the worse one is
    /// the one accepted with probability e^((worse − best) / beta): 3 standard errors of 40,000 tries are 0.0075.
    @Test
    void theFirstAcceptedFollowsTheClosedForm() {
        var random = new SplittableRandom(3);
        for (double beta : new double[] {0.1, 0.5, 2}) {
            int worse = 0;
            for (int i = 0; i < TIMES; i++) {
                worse += new RejectionSampling(beta)
                                        .accepted(new double[] {0.2, 0.5}, 1, random)
                                        .getFirst()
                                == 0
                        ? 1
                        : 0;
            }
            assertThat((double) worse / TIMES).isCloseTo(Math.exp(-0.3 / beta), within(0.0075));
        }
    }

    /// Of candidates drawn from π, what the first round accepts is distributed as π e^(reward / beta): here π
    /// gives three kinds of answers 0.5, 0.3 and 0.2, and many candidates are asked at once.
    @Test
    void manyCandidatesFollowThePolicyWeighedByTheReward() {
        double beta = 0.5;
        double[] share = {0.5, 0.3, 0.2};
        double[] reward = {0, 0.4, 1};
        var random = new SplittableRandom(5);
        double[] candidates = new double[100_000];
        for (int i = 0; i < candidates.length; i++) {
            double u = random.nextDouble();
            candidates[i] = reward[u < share[0] ? 0 : u < share[0] + share[1] ? 1 : 2];
        }
        // Few enough that one round has them.
        List<Integer> accepted = new RejectionSampling(beta).accepted(candidates, 20_000, random);
        double total = 0;
        for (int k = 0; k < 3; k++) {
            total += share[k] * Math.exp(reward[k] / beta);
        }
        for (int k = 0; k < 3; k++) {
            double kind = reward[k];
            double found = accepted.stream().filter(i -> candidates[i] == kind).count() / 20_000.0;
            assertThat(found).isCloseTo(share[k] * Math.exp(reward[k] / beta) / total, within(0.012));
        }
    }

    @Property
    void asManyAsWantedAreAcceptedEachOnce(
            @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = -30, max = 30) Double> rewards,
            @ForAll @DoubleRange(min = 0.05, max = 100) double beta) {
        double[] values = rewards.stream().mapToDouble(Double::doubleValue).toArray();
        int wanted = (values.length + 1) / 2;
        assertThat(new RejectionSampling(beta).accepted(values, wanted, new SplittableRandom(1)))
                .hasSize(wanted)
                .doesNotHaveDuplicates()
                .allMatch(i -> i >= 0 && i < values.length);
    }

    @Test
    void towardsZeroTheBestAreAccepted() {
        assertThat(new RejectionSampling(1e-9).accepted(new double[] {1, 4, 2, 3}, 2, new SplittableRandom(1)))
                .containsExactly(1, 3);
    }
}
