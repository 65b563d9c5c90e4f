package org.dpoworkbench.engine.train;

import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.text.TokenizedPair;

/// The gradient of one step's loss: its pairs packed into micro-batches, each forward, loss and backward in turn.
final class GradientStep {
    private final Backend backend;
    private final Decoder decoder;
    private final List<TokenizedPair> pairs;
    private final PairPacker packer;
    private final double[] logProbs;
    private final double[] gradient;

    GradientStep(Backend backend, Decoder decoder, List<TokenizedPair> pairs, TokenBudget budget) {
        this.backend = backend;
        this.decoder = decoder;
        this.pairs = pairs;
        packer = new PairPacker(budget.rows(), budget.pairs());
        logProbs = new double[budget.rows() + 2 * budget.pairs()];
        gradient = new double[logProbs.length];
    }

    /// Leaves the step's gradient in the decoder's parameters.
    ///
    /// @return its total L2 norm
    double run(StepPairs step, StepObjective objective) {
        decoder.clearGradients();
        objective.begin(step);
        int next = 0;
        while (next < step.count()) {
            packer.clear();
            int first = next;
            while (next < step.count() && packer.add(pairs.get(step.pair(next)))) {
                next++;
            }
            decoder.forward(packer.batch(), logProbs);
            objective.gradient(packer, first, logProbs, gradient);
            decoder.backward(packer.batch(), gradient);
        }
        return Math.sqrt(backend.squaredNorm(decoder.parameters().gradients()));
    }
}
