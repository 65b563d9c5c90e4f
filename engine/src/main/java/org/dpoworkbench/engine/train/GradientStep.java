package org.dpoworkbench.engine.train;

import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.CounterRandom;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.text.TokenizedExample;

/// The gradient of one step's loss: its examples packed into micro-batches, each forward, loss and backward in turn.
///
/// A loss that couples examples needs all their log-probs before the first gradient. Where the step is one micro-batch
/// that is nothing special; otherwise all micro-batches go forward once before, and again with the backward pass, which
/// costs a third more and no memory.
final class GradientStep {
    private final Backend backend;
    private final Decoder decoder;
    private final List<? extends TokenizedExample> examples;
    private final TokenBudget budget;
    private final long seed;
    private final double[] gradient;
    private MicroBatch micro;

    /// @param seed of dropout
    GradientStep(
            Backend backend,
            Decoder decoder,
            List<? extends TokenizedExample> examples,
            TokenBudget budget,
            long seed) {
        this.backend = backend;
        this.decoder = decoder;
        this.examples = examples;
        this.budget = budget;
        this.seed = seed;
        gradient = new double[budget.targets()];
    }

    /// Leaves the step's gradient in the decoder's parameters.
    ///
    /// @param done steps before this one
    /// @return its total L2 norm
    double run(int done, StepExamples step, StepObjective objective) {
        if (micro == null) {
            micro = new MicroBatch(budget, objective.wantsSquares());
        }
        long key = CounterRandom.key(seed, done);
        decoder.clearGradients();
        objective.begin(step);
        boolean seen = objective.seesStepFirst() && look(key, step, objective);
        int next = 0;
        while (next < step.count()) {
            int first = next;
            next = pack(step, first);
            micro.forward(decoder, CounterRandom.key(key, first));
            if (!seen) {
                objective.see(micro, first);
            }
            objective.gradient(micro, first, gradient);
            decoder.backward(micro.packer().batch(), gradient);
        }
        return Math.sqrt(backend.squaredNorm(decoder.trained().gradients()));
    }

    /// Takes all micro-batches forward, where they are more than one.
    ///
    /// @return whether they were
    private boolean look(long key, StepExamples step, StepObjective objective) {
        if (pack(step, 0) == step.count()) {
            return false;
        }
        int next = 0;
        while (next < step.count()) {
            int first = next;
            next = pack(step, first);
            micro.forward(decoder, CounterRandom.key(key, first));
            objective.see(micro, first);
        }
        return true;
    }

    private int pack(StepExamples step, int first) {
        ExamplePacker packer = micro.packer();
        packer.clear();
        int next = first;
        while (next < step.count() && packer.add(examples.get(step.example(next)))) {
            next++;
        }
        return next;
    }
}
