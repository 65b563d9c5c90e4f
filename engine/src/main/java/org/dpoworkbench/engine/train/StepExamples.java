package org.dpoworkbench.engine.train;

/// The examples of one optimiser step, in the sampler's order, with their weights in the step's loss: the mean over the
/// step's logical batches of each batch's mean over its examples.
final class StepExamples {
    private final int[] examples;
    private final int[] batches;
    private final double[] shares;
    private final int[] firsts; // (batches + 1)
    private int count;
    private int batchCount;

    /// @param capacity examples of the largest step
    /// @param batches  logical batches of the largest step
    StepExamples(int capacity, int batches) {
        examples = new int[capacity];
        this.batches = new int[capacity];
        shares = new double[capacity];
        firsts = new int[batches + 1];
    }

    void clear() {
        count = 0;
        batchCount = 0;
    }

    /// Adds a logical batch.
    ///
    /// @param numbers of its examples
    /// @param size    how many of them
    /// @param ofStep  how many batches the step has
    void addBatch(int[] numbers, int size, int ofStep) {
        for (int i = 0; i < size; i++) {
            examples[count] = numbers[i];
            batches[count] = batchCount;
            shares[count] = 1.0 / ((double) ofStep * size);
            count++;
        }
        batchCount++;
        firsts[batchCount] = count;
    }

    /// Examples that fit.
    int capacity() {
        return examples.length;
    }

    int count() {
        return count;
    }

    /// Number of the step's i-th example among all training examples.
    int example(int i) {
        return examples[i];
    }

    double share(int i) {
        return shares[i];
    }

    int batches() {
        return batchCount;
    }

    /// The logical batch of the step's i-th example.
    int batch(int i) {
        return batches[i];
    }

    /// Where a logical batch begins in the step; for [#batches] itself, the step's end.
    int first(int batch) {
        return firsts[batch];
    }

    /// Examples of a logical batch.
    int size(int batch) {
        return firsts[batch + 1] - firsts[batch];
    }
}
