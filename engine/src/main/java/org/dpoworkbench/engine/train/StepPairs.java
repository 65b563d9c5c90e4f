package org.dpoworkbench.engine.train;

/// The pairs of one optimiser step, in the sampler's order, with their weights in the step's loss: the mean over the
/// step's logical batches of each batch's mean over its pairs.
final class StepPairs {
    private final int[] pairs;
    private final double[] shares;
    private int count;

    /// @param capacity pairs of the largest step
    StepPairs(int capacity) {
        pairs = new int[capacity];
        shares = new double[capacity];
    }

    void clear() {
        count = 0;
    }

    /// @param share 1 / (the step's batches × the pairs of this pair's batch)
    void add(int pair, double share) {
        pairs[count] = pair;
        shares[count] = share;
        count++;
    }

    int count() {
        return count;
    }

    /// Number of the step's i-th pair among all training pairs.
    int pair(int i) {
        return pairs[i];
    }

    double share(int i) {
        return shares[i];
    }
}
