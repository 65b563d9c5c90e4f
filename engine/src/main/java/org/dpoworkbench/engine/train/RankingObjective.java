package org.dpoworkbench.engine.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.loss.PlackettLuce;
import org.dpoworkbench.engine.text.TokenizedRanking;

/// Plackett–Luce DPO on ranked lists.
final class RankingObjective implements StepObjective {
    private final List<TokenizedRanking> rankings;
    private final LogProbTable reference;
    private final PlackettLuce loss;
    private final double beta;
    private final CompletionSums sums;
    private final double[] derivatives; // (sequences)
    private final double[] none; // (sequences) zeros
    private final double[] logProbs; // (completions of a list)
    private final double[] logRatios; // (completions of a list)
    private final double[] slopes; // (completions of a list)
    private final RankingSum sum = new RankingSum();
    private final StepZero check = new StepZero();
    private StepExamples step;
    private boolean policyIsReference;

    /// @param reference of all training lists, by number
    RankingObjective(List<TokenizedRanking> rankings, LogProbTable reference, LossConfig config, TokenBudget budget) {
        this.rankings = rankings;
        this.reference = reference;
        loss = new PlackettLuce(config.beta());
        beta = config.beta();
        sums = new CompletionSums(budget, TokenWeighting.PLAIN);
        derivatives = new double[budget.sequences()];
        none = new double[budget.sequences()];
        logProbs = new double[budget.completions()];
        logRatios = new double[budget.completions()];
        slopes = new double[budget.completions()];
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
        sum.clear();
    }

    @Override
    public void see(MicroBatch micro, int first) {
        sums.sum(micro);
    }

    @Override
    public void gradient(MicroBatch micro, int first, double[] gradient) {
        ExamplePacker packer = micro.packer();
        for (int e = 0; e < packer.examples(); e++) {
            differentiate(first + e, packer.firstSequence(e));
        }
        sums.spread(packer, derivatives, none, gradient);
    }

    private void differentiate(int i, int sequence) {
        int number = step.example(i);
        TokenizedRanking ranking = rankings.get(number);
        int n = ranking.completions();
        for (int c = 0; c < n; c++) {
            logProbs[c] = sums.plain(sequence + c);
            double referenceLogProb = reference.of(number, c);
            if (policyIsReference) {
                check.check(ranking, logProbs[c], referenceLogProb);
                referenceLogProb = logProbs[c];
            }
            logRatios[c] = logProbs[c] - referenceLogProb;
        }
        double share = step.share(i);
        double listLoss = loss.at(logRatios, n, slopes);
        sum.add(share, ranking, logProbs, logRatios, listLoss);
        for (int c = 0; c < n; c++) {
            derivatives[sequence + c] = share * slopes[c];
        }
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
