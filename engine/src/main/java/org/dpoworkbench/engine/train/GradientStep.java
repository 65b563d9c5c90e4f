package org.dpoworkbench.engine.train;

import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.CounterRandom;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.text.TokenizedPair;

/// The gradient of one step's loss: its pairs packed into micro-batches, each forward, loss and backward in turn.
final class GradientStep {
    private final Backend backend;
    private final Decoder decoder;
    private final List<TokenizedPair> pairs;
    private final PairPacker packer;
    private final long seed;
    private final double[] logProbs;
    private final double[] gradient;

    /// @param seed of dropout
    GradientStep(Backend backend, Decoder decoder, List<TokenizedPair> pairs, TokenBudget budget, long seed) {
        this.backend = backend;
        this.decoder = decoder;
        this.pairs = pairs;
        this.seed = seed;
        packer = new PairPacker(budget.rows(), budget.pairs());
        logProbs = new double[budget.rows() + 2 * budget.pairs()];
        gradient = new double[logProbs.length];
    }

    /// Leaves the step's gradient in the decoder's parameters.
    ///
    /// @param done steps before this one
    /// @return its total L2 norm
    double run(int done, StepPairs step, StepObjective objective) {
        long key = CounterRandom.key(seed, done);
        decoder.clearGradients();
        objective.begin(step);
        int next = 0;
        while (next < step.count()) {
            packer.clear();
            int first = next;
            while (next < step.count() && packer.add(pairs.get(step.pair(next)))) {
                next++;
            }
            decoder.forward(packer.batch(), logProbs, CounterRandom.key(key, first));
            objective.gradient(packer, first, logProbs, gradient);
            decoder.backward(packer.batch(), gradient);
        }
        return Math.sqrt(backend.squaredNorm(decoder.trained().gradients()));
    }
}
