package org.dpoworkbench.engine.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.EvaluationKey;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.text.EvaluationSet;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Fine-tuning's evaluation: mean negative log-likelihood per token of the held-out completions.
final class LikelihoodEvaluation implements Evaluation {
    private final List<SetPart<TokenizedPair>> parts;
    private final List<TokenizedPair> completions;
    private final List<PairLengths> lengths;
    private final LogProbPass pass;

    /// @param sets the main one first
    LikelihoodEvaluation(Decoder decoder, TokenBudget budget, List<EvaluationSet<TokenizedPair>> sets) {
        completions = sets.stream().flatMap(set -> set.examples().stream()).toList();
        lengths = completions.stream().map(PairLengths::of).toList();
        parts = SetPart.all(sets);
        pass = new LogProbPass(decoder, budget, TokenWeighting.PLAIN);
    }

    @Override
    public Event.Evaluation run(RunFolder folder, int step, boolean policyIsReference, Progress progress) {
        LogProbTable policy = new LogProbTable(completions, TokenWeighting.PLAIN);
        pass.run(completions, policy, "evaluation", progress);
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (SetPart<TokenizedPair> part : parts) {
            for (Optional<String> name : part.names()) {
                likelihood(policy, part, name, metrics);
            }
        }
        return new Event.Evaluation(step, metrics, Optional.empty());
    }

    private void likelihood(
            LogProbTable policy, SetPart<TokenizedPair> part, Optional<String> name, Map<String, Double> metrics) {
        double sum = 0;
        double tokens = 0;
        for (int i = part.from(); i < part.to(); i++) {
            sum += policy.chosen(i);
            tokens += lengths.get(i).chosen();
        }
        metrics.put(EvaluationKey.of(name, Metric.LOSS).text(), -sum / tokens);
        metrics.put(EvaluationKey.of(name, Metric.LOGPS_CHOSEN).text(), sum / part.size());
        metrics.put(EvaluationKey.of(name, Metric.LENGTHS_CHOSEN).text(), tokens / part.size());
    }
}
