package org.dpoworkbench.engine.loss;

import java.util.Arrays;

/// A logical batch of pairs and what losses make of it: the loss of each pair, and the derivatives of their sum. It is
/// made once and filled again and again.
public final class PairBatch {
    private final PairLogProbs[] pairs;
    private final double[] likelihood; // (pairs) Σ log π of all chosen tokens
    private final double[] factor; // (pairs)
    private final double[] loss; // (pairs)
    private final double[] chosenGradient; // (pairs)
    private final double[] rejectedGradient; // (pairs)
    private final double[] likelihoodGradient; // (pairs)
    private int count;

    /// @param capacity pairs of the largest batch
    public PairBatch(int capacity) {
        pairs = new PairLogProbs[capacity];
        likelihood = new double[capacity];
        factor = new double[capacity];
        loss = new double[capacity];
        chosenGradient = new double[capacity];
        rejectedGradient = new double[capacity];
        likelihoodGradient = new double[capacity];
    }

    public void clear() {
        count = 0;
    }

    /// Adds a pair whose tokens all count alike.
    public void add(PairLogProbs pair) {
        add(pair, pair.chosen(), 1);
    }

    /// @param pair            the log-probs that the loss compares, which may weigh tokens
    /// @param chosenLikelihood Σ log π of all the chosen completion's scored tokens, in nats
    /// @param pairFactor      what the pair's loss is multiplied by, and which no gradient goes through
    public void add(PairLogProbs pair, double chosenLikelihood, double pairFactor) {
        pairs[count] = pair;
        likelihood[count] = chosenLikelihood;
        factor[count] = pairFactor;
        loss[count] = 0;
        chosenGradient[count] = 0;
        rejectedGradient[count] = 0;
        likelihoodGradient[count] = 0;
        count++;
    }

    public int pairs() {
        return count;
    }

    public PairLogProbs pair(int i) {
        return pairs[i];
    }

    /// The pair's loss.
    public double loss(int i) {
        return loss[i];
    }

    /// d (sum of losses) / d [PairLogProbs#chosen].
    public double chosenGradient(int i) {
        return chosenGradient[i];
    }

    /// d (sum of losses) / d [PairLogProbs#rejected].
    public double rejectedGradient(int i) {
        return rejectedGradient[i];
    }

    /// d (sum of losses) / d log-prob of each chosen token, on top of [#chosenGradient].
    public double likelihoodGradient(int i) {
        return likelihoodGradient[i];
    }

    double likelihood(int i) {
        return likelihood[i];
    }

    double factor(int i) {
        return factor[i];
    }

    void give(int i, double weight, PairGradient gradient) {
        give(i, weight, gradient.loss(), gradient.chosen(), gradient.rejected());
    }

    void give(int i, double weight, double pairLoss, double chosen, double rejected) {
        double w = weight * factor[i];
        loss[i] += w * pairLoss;
        chosenGradient[i] += w * chosen;
        rejectedGradient[i] += w * rejected;
    }

    /// The same gradient for every chosen token of the batch.
    void giveLikelihood(int i, double pairLoss, double gradient) {
        loss[i] += pairLoss;
        likelihoodGradient[i] += gradient;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(pairs, count));
    }
}
