package org.dpoworkbench.engine.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.loss.VerdictGradient;
import org.dpoworkbench.engine.loss.VerdictLoss;
import org.dpoworkbench.engine.text.TokenizedCompletion;

/// A loss on completions with verdicts: KTO and its like.
final class VerdictObjective implements StepObjective {
    private final List<TokenizedCompletion> completions;
    private final LogProbTable reference;
    private final MismatchedKl kl;
    private final VerdictLoss loss;
    private final double beta;
    private final CompletionSums sums;
    private final double[] derivatives; // (sequences)
    private final double[] none; // (sequences) zeros
    private final double[] logProbs; // (examples of the step)
    private final double[] klOfBatch; // (batches of the step)
    private final VerdictSum sum;
    private final StepZero check = new StepZero();
    private StepExamples step;
    private boolean policyIsReference;

    /// @param reference of all training completions, by number
    /// @param kl        estimates the KL of each batch
    VerdictObjective(
            List<TokenizedCompletion> completions,
            LogProbTable reference,
            MismatchedKl kl,
            LossConfig config,
            TokenBudget budget,
            StepExamples largest,
            int batches) {
        this.completions = completions;
        this.reference = reference;
        this.kl = kl;
        loss = VerdictLoss.of(config);
        beta = config.beta();
        sums = new CompletionSums(budget, TokenWeighting.PLAIN);
        derivatives = new double[budget.sequences()];
        none = new double[budget.sequences()];
        logProbs = new double[largest.capacity()];
        klOfBatch = new double[batches];
        sum = new VerdictSum(batches);
    }

    @Override
    public void policyIsReference(boolean same) {
        policyIsReference = same;
    }

    @Override
    public Optional<StepZero> stepZero() {
        return Optional.of(check);
    }

    @Override
    public void begin(StepExamples step) {
        this.step = step;
        sum.begin(step.batches());
        if (loss.usesKl()) {
            kl.ofStep(step, policyIsReference, klOfBatch);
        }
    }

    @Override
    public void see(MicroBatch micro, int first) {
        sums.sum(micro);
        for (int i = 0; i < micro.packer().examples(); i++) {
            logProbs[first + i] = sums.plain(i);
        }
    }

    @Override
    public void gradient(MicroBatch micro, int first, double[] gradient) {
        for (int i = 0; i < micro.packer().examples(); i++) {
            derivatives[i] = derivative(first + i);
        }
        sums.spread(micro.packer(), derivatives, none, gradient);
    }

    private double derivative(int i) {
        int number = step.example(i);
        TokenizedCompletion completion = completions.get(number);
        double referenceLogProb = reference.of(number, 0);
        if (policyIsReference) {
            check.check(completion, logProbs[i], referenceLogProb);
            referenceLogProb = logProbs[i];
        }
        int b = step.batch(i);
        double logRatio = logProbs[i] - referenceLogProb;
        VerdictGradient at = loss.at(logRatio, completion.desirable(), klOfBatch[b]);
        sum.add(b, step.share(i), completion, logProbs[i], logRatio, at.loss());
        return step.share(i) * at.logRatio();
    }

    @Override
    public double loss() {
        return sum.loss();
    }

    @Override
    public void report(Map<String, Double> metrics) {
        double mean = 0;
        for (int b = 0; b < step.batches(); b++) {
            mean += klOfBatch[b] / step.batches();
        }
        sum.report("", beta, metrics, mean);
    }
}
