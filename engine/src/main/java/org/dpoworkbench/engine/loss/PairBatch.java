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
    private int logicalPairs;
    private double logicalTokens;

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

    /// Begins a whole logical batch.
    public void clear() {
        part(0, 0);
    }

    /// Begins a part of a logical batch, whose other pairs no loss needs to see but for the likelihood term's mean.
    ///
    /// @param pairs        of the whole batch
    /// @param chosenTokens scored tokens of the whole batch's chosen completions
    public void part(int pairs, double chosenTokens) {
        count = 0;
        logicalPairs = pairs;
        logicalTokens = chosenTokens;
    }

    /// Adds a pair whose tokens all count alike.
    public void add(PairLogProbs pair) {
        add(pair, pair.chosen(), 1);
    }

    /// Adds a pair.
    ///
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

    /// What the likelihood term multiplies a pair's log-probs by, so that the mean over the logical batch's pairs
    /// is the mean over its tokens: pairs / tokens.
    public double likelihoodScale() {
        double tokens = logicalTokens;
        int of = logicalPairs;
        if (of == 0) {
            of = count;
            for (int i = 0; i < count; i++) {
                tokens += pairs[i].chosenLength();
            }
        }
        return tokens > 0 ? of / tokens : 0;
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

    /// @param gradient of every chosen token of the pair
    void giveLikelihood(int i, double pairLoss, double gradient) {
        loss[i] += pairLoss;
        likelihoodGradient[i] += gradient;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(pairs, count));
    }
}
