package org.dpoworkbench.engine.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.loss.Dpo;
import org.dpoworkbench.engine.loss.Ipo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Azar et al. 2023 (arXiv 2310.12036), section 5.
class BanditTrainingTest {
    private final Backend backend = new CpuBackend(1);

    @AfterEach
    void close() {
        backend.close();
    }

    /// The closed form of the paper's equation 8 with p* of a total order: each action is better than an even draw of
    /// the three, itself counted half, with probability 5/6, 1/2 and 1/6.
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1, 10})
    void theSolutionOfTheTotalOrderIsThePapers(double tau) {
        double[] expected = {Math.exp(5.0 / 6 / tau), Math.exp(0.5 / tau), Math.exp(1.0 / 6 / tau)};
        double sum = expected[0] + expected[1] + expected[2];
        double[] solution = BanditSolution.ofIpo(BanditData.TOTAL_ORDER, tau);
        for (int k = 0; k < 3; k++) {
            assertThat(solution[k]).isCloseTo(expected[k] / sum, within(1e-12));
        }
    }

    /// No other policy has a lower loss: the closed forms are minima of equation 17 itself.
    @ParameterizedTest
    @EnumSource(BanditData.class)
    void noPolicyIsBetterThanTheSolution(BanditData data) {
        Random random = new Random(5);
        for (double tau : new double[] {0.1, 0.5, 1}) {
            double least = ipoLoss(data, tau, BanditSolution.ofIpo(data, tau));
            for (int i = 0; i < 2000; i++) {
                double[] other = BanditSolution.ofIpo(data, tau);
                for (int k = 0; k < 3; k++) {
                    other[k] *= Math.exp((random.nextDouble() - 0.5) * Math.pow(10, -random.nextInt(5)));
                }
                assertThat(ipoLoss(data, tau, other)).isGreaterThanOrEqualTo(least - 1e-12);
            }
        }
    }

    private static double ipoLoss(BanditData data, double tau, double[] weights) {
        return data.comparisons().stream()
                .mapToDouble(pair ->
                        Math.pow(Math.log(weights[pair.chosen()] / weights[pair.rejected()]) - 1 / (2 * tau), 2))
                .average()
                .orElseThrow();
    }

    /// Adam's steps do not shrink, so the last policy may be a little off where the mean of many is not.
    @ParameterizedTest
    @EnumSource(BanditData.class)
    void ipoOnWholeBatchesGoesToTheSolution(BanditData data) {
        for (double tau : new double[] {0.1, 0.5, 1}) {
            BanditTraining training = ipo(data, tau, 7);
            double[] mean = meanOfLastThird(training, training::fullStep);
            assertThat(mean).as("τ %s", tau).containsExactly(BanditSolution.ofIpo(data, tau), within(1e-7));
            assertThat(training.probabilities()).containsExactly(BanditSolution.ofIpo(data, tau), within(1e-4));
        }
    }

    /// Batches of nine keep the policy moving about the solution; what it is on average, over the last third of ten
    /// runs, is it.
    @ParameterizedTest
    @EnumSource(BanditData.class)
    void ipoAsInThePaperGoesToTheSolution(BanditData data) {
        for (double tau : new double[] {0.1, 0.5, 1}) {
            double[] mean = new double[3];
            for (int seed = 0; seed < 10; seed++) {
                BanditTraining training = ipo(data, tau, seed);
                double[] one = meanOfLastThird(training, training::step);
                for (int k = 0; k < 3; k++) {
                    mean[k] += one[k] / 10;
                }
            }
            assertThat(mean).as("τ %s", tau).containsExactly(BanditSolution.ofIpo(data, tau), within(0.005));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1})
    void dpoGoesToTheDeterministicPolicyForEveryTau(double tau) {
        for (BanditData data : List.of(BanditData.TOTAL_ORDER, BanditData.ONE_WINNER)) {
            BanditTraining training = dpo(data, tau);
            train(training, BanditTraining.STEPS);
            assertThat(training.probabilities()[0]).isGreaterThan(0.9999);
        }
    }

    /// At a large τ the slope is soon as good as flat; the policy goes the same way, more slowly.
    @Test
    void dpoIsOnItsWayToTheDeterministicPolicyAtALargeTau() {
        BanditTraining training = dpo(BanditData.TOTAL_ORDER, 10);
        train(training, 6_000);
        double early = training.probabilities()[0];
        train(training, BanditTraining.STEPS);
        assertThat(training.probabilities()[0]).isGreaterThan(early + 0.05);
        assertThat(early).isGreaterThan(BanditSolution.ofIpo(BanditData.TOTAL_ORDER, 10)[0] + 0.1);
    }

    @Test
    void dpoForgetsWhatNeverWinsWhateverTauIs() {
        for (double tau : new double[] {0.1, 0.5, 1}) {
            BanditTraining loser = dpo(BanditData.ONE_LOSER, tau);
            train(loser, BanditTraining.STEPS);
            assertThat(loser.probabilities()[2]).isLessThan(1e-4);
        }
    }

    @Test
    void whereVotesContradictEachOtherDpoHasAMinimumToo() {
        BanditTraining training = dpo(BanditData.MAJORITY, 1);
        double[] mean = meanOfLastThird(training, training::step);
        double[] expected = BanditSolution.limitOfDpo(BanditData.MAJORITY, 1);
        for (int k = 0; k < 3; k++) {
            assertThat(mean[k]).isCloseTo(expected[k], within(0.01));
        }
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        Map<String, Double> last = Map.of();
        for (int i = 0; i < 2; i++) {
            BanditTraining training = ipo(BanditData.TOTAL_ORDER, 0.1, 7);
            Map<String, Double> now = training.step();
            for (int step = 1; step < 500; step++) {
                now = training.step();
            }
            assertThat(last.isEmpty() || last.equals(now)).isTrue();
            last = now;
        }
    }

    private BanditTraining ipo(BanditData data, double tau, long seed) {
        return new BanditTraining(backend, data, new Ipo(tau, IpoNormalisation.SUM), tau, seed);
    }

    private BanditTraining dpo(BanditData data, double tau) {
        return new BanditTraining(backend, data, new Dpo(tau, 0), tau, 7);
    }

    private static void train(BanditTraining training, int steps) {
        while (training.done() < steps) {
            training.step();
        }
    }

    private static double[] meanOfLastThird(BanditTraining training, Runnable step) {
        double[] sum = new double[3];
        int from = BanditTraining.STEPS * 2 / 3;
        while (training.done() < BanditTraining.STEPS) {
            step.run();
            if (training.done() > from) {
                double[] now = training.probabilities();
                for (int k = 0; k < 3; k++) {
                    sum[k] += now[k] / (BanditTraining.STEPS - from);
                }
            }
        }
        return sum;
    }
}
