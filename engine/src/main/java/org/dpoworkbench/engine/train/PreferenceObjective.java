package org.dpoworkbench.engine.train;

import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.compute.Targets;
import org.dpoworkbench.engine.loss.PairGradient;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.loss.PairwiseLoss;
import org.dpoworkbench.engine.text.TokenizedPair;

/// A preference loss over pairs that do not see each other.
final class PreferenceObjective implements StepObjective {
    private final List<TokenizedPair> pairs;
    private final List<PairLengths> lengths;
    private final LogProbTable reference;
    private final PairwiseLoss loss;
    private final double beta;
    private final PairSum sum = new PairSum();
    private final double[] perSequence;
    private StepPairs step;
    private boolean policyIsReference;
    private StepZero check = new StepZero();

    /// @param reference   of all training pairs, by number
    /// @param pairsAtOnce pairs of the largest micro-batch
    PreferenceObjective(
            List<TokenizedPair> pairs,
            List<PairLengths> lengths,
            LogProbTable reference,
            PairwiseLoss loss,
            double beta,
            int pairsAtOnce) {
        this.pairs = pairs;
        this.lengths = lengths;
        this.reference = reference;
        this.loss = loss;
        this.beta = beta;
        perSequence = new double[2 * pairsAtOnce];
    }

    /// Says whether the policy's weights are still the reference's. While they are, a pair's own log-probs are its
    /// reference log-probs, and the table's are what they are checked against.
    void policyIsReference(boolean same) {
        policyIsReference = same;
    }

    /// The comparison of the steps during which policy and reference were the same.
    StepZero stepZero() {
        return check;
    }

    @Override
    public void begin(StepPairs step) {
        this.step = step;
        sum.clear();
    }

    @Override
    public void gradient(PairPacker packer, int first, double[] logProbs, double[] gradient) {
        Targets targets = packer.batch().targets;
        SequenceSums.sum(targets, logProbs, packer.batch().sequences, perSequence);
        for (int i = 0; i < packer.pairs(); i++) {
            int number = step.pair(first + i);
            PairLogProbs p = logProbs(number, perSequence[2 * i], perSequence[2 * i + 1]);
            PairGradient g = loss.alone(p);
            double share = step.share(first + i);
            sum.add(share, pairs.get(number), p, g.loss(), beta);
            perSequence[2 * i] = share * g.chosen();
            perSequence[2 * i + 1] = share * g.rejected();
        }
        SequenceSums.spread(targets, perSequence, gradient);
    }

    private PairLogProbs logProbs(int number, double chosen, double rejected) {
        PairLengths length = lengths.get(number);
        PairLogProbs p = new PairLogProbs(
                chosen,
                rejected,
                reference.chosen(number),
                reference.rejected(number),
                length.chosen(),
                length.rejected());
        if (!policyIsReference) {
            return p;
        }
        check.check(pairs.get(number), p);
        return new PairLogProbs(chosen, rejected, chosen, rejected, length.chosen(), length.rejected());
    }

    @Override
    public double loss() {
        return sum.loss();
    }

    @Override
    public void report(Map<String, Double> metrics) {
        sum.report("", beta, metrics);
    }
}
