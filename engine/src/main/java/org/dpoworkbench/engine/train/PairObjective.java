package org.dpoworkbench.engine.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.loss.PairBatch;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.loss.PairwiseLoss;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.text.TokenizedPair;

/// A loss on pairs.
final class PairObjective implements StepObjective {
    private final List<TokenizedPair> pairs;
    private final List<PairLengths> lengths;
    private final Optional<LogProbTable> reference;
    private final PairwiseLoss loss;
    private final TokenWeighting weighting;
    private final double beta;
    private final boolean likelihood;
    private final PairSum sum;
    private final CompletionSums sums;
    private final PairBatch batch;
    private final double[] ofWeighed; // (sequences)
    private final double[] ofPlain; // (sequences)
    private final PairNumbers numbers;
    private final StepZero check = new StepZero();
    private StepExamples step;
    private boolean policyIsReference;
    private int evaluated;
    private double nll;

    /// @param reference of all training pairs, by number; absent where the loss does without
    /// @param stepPairs pairs of the largest step
    PairObjective(
            List<TokenizedPair> pairs,
            List<PairLengths> lengths,
            Optional<LogProbTable> reference,
            LossConfig config,
            TokenBudget budget,
            int stepPairs) {
        this.pairs = pairs;
        this.lengths = lengths;
        this.reference = reference;
        loss = PairwiseLoss.of(config);
        weighting = TokenWeighting.of(config);
        beta = config.beta();
        likelihood = loss.hasLikelihoodTerm();
        sum = new PairSum(reference.isPresent());
        sums = new CompletionSums(budget, weighting);
        batch = new PairBatch(stepPairs);
        ofWeighed = new double[budget.sequences()];
        ofPlain = new double[budget.sequences()];
        numbers = new PairNumbers(stepPairs);
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
    public boolean seesStepFirst() {
        return loss.couplesPairs();
    }

    @Override
    public boolean wantsSquares() {
        return weighting.aligned();
    }

    @Override
    public void begin(StepExamples step) {
        this.step = step;
        evaluated = 0;
        nll = 0;
        sum.clear();
    }

    @Override
    public void see(MicroBatch micro, int first) {
        sums.sum(micro);
        for (int i = 0; i < micro.packer().examples(); i++) {
            see(first + i, 2 * i);
        }
    }

    private void see(int i, int sequence) {
        int number = step.example(i);
        PairLengths length = lengths.get(number);
        double chosen = sums.plain(sequence);
        double rejected = sums.plain(sequence + 1);
        double weighedChosen = sums.weighed(sequence);
        double weighedRejected = sums.weighed(sequence + 1);
        boolean own = false;
        if (reference.isPresent()) {
            LogProbTable table = reference.get();
            PairLogProbs plain = new PairLogProbs(
                    chosen, rejected, table.chosen(number), table.rejected(number), length.chosen(), length.rejected());
            if (policyIsReference) {
                check.check(pairs.get(number), plain);
                own = true;
            }
            numbers.plain[i] = own
                    ? new PairLogProbs(chosen, rejected, chosen, rejected, length.chosen(), length.rejected())
                    : plain;
            numbers.compared[i] = weighting.uniform()
                    ? numbers.plain[i]
                    : new PairLogProbs(
                            weighedChosen,
                            weighedRejected,
                            own ? weighedChosen : table.weighed(number, 0),
                            own ? weighedRejected : table.weighed(number, 1),
                            length.chosen(),
                            length.rejected());
        } else {
            numbers.plain[i] = new PairLogProbs(chosen, rejected, 0, 0, length.chosen(), length.rejected());
            numbers.compared[i] = numbers.plain[i];
        }
        numbers.factor[i] = PairNumbers.factor(weighting, sums.aligned(sequence), sums.aligned(sequence + 1));
    }

    @Override
    public void gradient(MicroBatch micro, int first, double[] gradient) {
        int count = micro.packer().examples();
        // A loss that couples pairs has seen them all by now.
        evaluateTo(loss.couplesPairs() ? step.count() : first + count);
        for (int i = 0; i < count; i++) {
            ofWeighed[2 * i] = numbers.ofChosen[first + i];
            ofWeighed[2 * i + 1] = numbers.ofRejected[first + i];
            ofPlain[2 * i] = numbers.ofLikelihood[first + i];
            ofPlain[2 * i + 1] = 0;
        }
        sums.spread(micro.packer(), ofWeighed, ofPlain, gradient);
    }

    /// Evaluates the pairs that are not yet, up to below `end`, a logical batch or what is there of one at a time.
    private void evaluateTo(int end) {
        while (evaluated < end) {
            int b = step.batch(evaluated);
            int to = Math.min(end, step.first(b + 1));
            batch.part(step.size(b), chosenTokens(b));
            for (int i = evaluated; i < to; i++) {
                batch.add(numbers.compared[i], numbers.plain[i].chosen(), numbers.factor[i]);
            }
            loss.addTo(batch, 1);
            for (int i = evaluated; i < to; i++) {
                take(i, i - evaluated);
            }
            evaluated = to;
        }
    }

    private void take(int i, int inBatch) {
        double share = step.share(i);
        numbers.ofChosen[i] = share * batch.chosenGradient(inBatch);
        numbers.ofRejected[i] = share * batch.rejectedGradient(inBatch);
        numbers.ofLikelihood[i] = share * batch.likelihoodGradient(inBatch);
        nll -= share * batch.likelihoodScale() * numbers.plain[i].chosen();
        sum.add(share, pairs.get(step.example(i)), numbers.plain[i], batch.loss(inBatch), beta);
    }

    private double chosenTokens(int logicalBatch) {
        double tokens = 0;
        for (int i = step.first(logicalBatch); i < step.first(logicalBatch + 1); i++) {
            tokens += lengths.get(step.example(i)).chosen();
        }
        return tokens;
    }

    @Override
    public double loss() {
        return sum.loss();
    }

    @Override
    public void report(Map<String, Double> metrics) {
        sum.report("", beta, metrics);
        if (likelihood) {
            metrics.put(Metric.NLL_LOSS.key(), nll);
        }
    }
}
