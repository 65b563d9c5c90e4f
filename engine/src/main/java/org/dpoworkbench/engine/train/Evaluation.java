package org.dpoworkbench.engine.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.loss.PairwiseLoss;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Evaluates the policy on the held-out pairs.
final class Evaluation {
    private final List<TokenizedPair> pairs;
    private final List<PairLengths> lengths;
    private final LogProbTable reference;
    private final LogProbPass pass;
    private final LossConfig config;
    private final PairwiseLoss loss;

    /// @param reference of the held-out pairs, by number; absent for fine-tuning without a reference
    Evaluation(
            Decoder decoder, TokenBudget budget, List<TokenizedPair> pairs, LogProbTable reference, LossConfig loss) {
        this.pairs = pairs;
        this.reference = reference;
        this.config = loss;
        this.loss = PairwiseLoss.of(loss);
        lengths = pairs.stream().map(PairLengths::of).toList();
        pass = new LogProbPass(decoder, budget);
    }

    boolean hasPairs() {
        return !pairs.isEmpty();
    }

    /// Evaluates and writes the per-pair file.
    ///
    /// @param policyIsReference whether the reference's log-probs are the policy's own, so that no pass is needed
    Event.Evaluation run(RunFolder folder, int step, boolean policyIsReference, Progress progress) {
        LogProbTable policy = reference;
        if (!policyIsReference) {
            policy = new LogProbTable(pairs.size());
            pass.run(pairs, policy, "evaluation", progress);
        }
        List<PairLogProbs> numbers = new ArrayList<>(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            numbers.add(new PairLogProbs(
                    policy.chosen(i),
                    policy.rejected(i),
                    reference.chosen(i),
                    reference.rejected(i),
                    lengths.get(i).chosen(),
                    lengths.get(i).rejected()));
        }
        PairFile.write(folder.pairs(step), step, pairs, lengths, numbers);
        return new Event.Evaluation(
                step,
                HeldOutReport.of(pairs, numbers, loss, config.beta()),
                Optional.of(folder.pairs(step).getFileName().toString()));
    }

    /// Fine-tuning's evaluation: mean negative log-likelihood per token of the held-out completions.
    Event.Evaluation likelihood(int step, Progress progress) {
        LogProbTable policy = new LogProbTable(pairs.size());
        pass.run(pairs, policy, "evaluation", progress);
        double sum = 0;
        double tokens = 0;
        for (int i = 0; i < pairs.size(); i++) {
            sum += policy.chosen(i);
            tokens += lengths.get(i).chosen();
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(Metric.LOSS.evalKey(), -sum / tokens);
        metrics.put(Metric.LOGPS_CHOSEN.evalKey(), sum / pairs.size());
        metrics.put(Metric.LENGTHS_CHOSEN.evalKey(), tokens / pairs.size());
        return new Event.Evaluation(step, metrics, Optional.empty());
    }
}
