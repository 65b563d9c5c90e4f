package org.dpoworkbench.engine.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Expected numbers from other projects' tests, which are independent of TRL.
class LossVectorsTest {

    /// torchtune, tests/torchtune/rlhf/loss/test_dpo_loss.py (BSD-3): β 0.1; its RSO loss with γ 0.1 is this hinge.
    @Test
    void torchtunesLossesAreMet() {
        double[] chosen = {-0.5, -10, -1};
        double[] rejected = {-0.1, -30, -21};
        double[] referenceChosen = {-0.5, -10.1, -0.1};
        double[] referenceRejected = {-0.1, -20.1, -0.1};
        List<PairLogProbs> pairs = pairs(chosen, rejected, referenceChosen, referenceRejected);
        assertThat(losses(new Dpo(0.1, 0), pairs))
                .usingElementComparator(LossVectorsTest::within1e10)
                .containsExactly(0.6931471805599453, 0.3132616875182228, 0.12692801104297263);
        assertThat(losses(new Hinge(0.1), pairs))
                .usingElementComparator(LossVectorsTest::within1e10)
                .containsExactly(1.0, 0.0, 0.0);
    }

    /// tunix, tests/sft/dpo/dpo_trainer_test.py (Apache-2.0): β 0.1, tolerance 1e-5.
    @Test
    void tunixsLossesWithAndWithoutLabelSmoothingAreMet() {
        double[] chosen = {26.919203688210423, 8.44505659750724, 9.528483641343339, 8.301251508797572};
        double[] rejected = {3.7394638587049105, -8.88550020970327, 3.3698180833222766, 17.676239647789163};
        double[] referenceChosen = {-15.300726980381059, 8.715204807644222, -11.120328488196453, -7.115157437904282};
        double[] referenceRejected = {-11.67601095553167, -6.456438397497614, -3.140370697725762, -17.857212468463118};
        List<PairLogProbs> pairs = pairs(chosen, rejected, referenceChosen, referenceRejected);
        assertThat(mean(new Dpo(0.1, 0), pairs)).isCloseTo(0.753059, within(1e-5));
        assertThat(mean(new Dpo(0.1, 0.3), pairs)).isCloseTo(0.925447, within(1e-5));
    }

    private static int within1e10(double a, double b) {
        return Math.abs(a - b) <= 1e-10 ? 0 : Double.compare(a, b);
    }

    private static List<PairLogProbs> pairs(
            double[] chosen, double[] rejected, double[] refChosen, double[] refRejected) {
        List<PairLogProbs> pairs = new ArrayList<>();
        for (int i = 0; i < chosen.length; i++) {
            pairs.add(new PairLogProbs(chosen[i], rejected[i], refChosen[i], refRejected[i], 4, 4));
        }
        return pairs;
    }

    private static List<Double> losses(PairLoss loss, List<PairLogProbs> pairs) {
        return pairs.stream().map(p -> loss.at(p).loss()).toList();
    }

    private static double mean(PairLoss loss, List<PairLogProbs> pairs) {
        return pairs.stream().mapToDouble(p -> loss.at(p).loss()).average().orElseThrow();
    }
}
