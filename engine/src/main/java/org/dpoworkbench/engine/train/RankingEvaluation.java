package org.dpoworkbench.engine.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.loss.PlackettLuce;
import org.dpoworkbench.engine.metric.EvaluationKey;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.text.EvaluationSet;
import org.dpoworkbench.engine.text.TokenizedRanking;

/// Evaluates on held-out ranked lists.
final class RankingEvaluation implements Evaluation {
    private final List<SetPart<TokenizedRanking>> parts;
    private final List<TokenizedRanking> rankings;
    private final LogProbTable reference;
    private final LogProbPass pass;
    private final PlackettLuce loss;
    private final double beta;
    private final int longest;

    /// @param sets      the main one first
    /// @param reference of the sets' lists, one set after the other
    RankingEvaluation(
            Decoder decoder,
            TokenBudget budget,
            List<EvaluationSet<TokenizedRanking>> sets,
            LogProbTable reference,
            LossConfig config) {
        this.reference = reference;
        loss = new PlackettLuce(config.beta());
        beta = config.beta();
        longest = budget.completions();
        rankings = sets.stream().flatMap(set -> set.examples().stream()).toList();
        parts = SetPart.all(sets);
        pass = new LogProbPass(decoder, budget, TokenWeighting.PLAIN);
    }

    @Override
    public Event.Evaluation run(RunFolder folder, int step, boolean policyIsReference, Progress progress) {
        LogProbTable policy = reference;
        if (!policyIsReference) {
            policy = new LogProbTable(rankings, TokenWeighting.PLAIN);
            pass.run(rankings, policy, "evaluation", progress);
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (SetPart<TokenizedRanking> part : parts) {
            Path file = part.main()
                    ? folder.completions(step)
                    : folder.completions(step, part.set().name().orElseThrow());
            CompletionFile.write(file, step, part.of(rankings), part.from(), policy, reference);
            RankingSum sum = sum(part, policy);
            for (Optional<String> name : part.names()) {
                sum.report(EvaluationKey.prefix(name), beta, metrics);
            }
        }
        return new Event.Evaluation(step, metrics, Optional.empty());
    }

    private RankingSum sum(SetPart<TokenizedRanking> part, LogProbTable policy) {
        RankingSum sum = new RankingSum();
        double[] logProbs = new double[longest];
        double[] logRatios = new double[longest];
        double[] slopes = new double[longest];
        for (int i = part.from(); i < part.to(); i++) {
            TokenizedRanking ranking = rankings.get(i);
            int n = ranking.completions();
            for (int c = 0; c < n; c++) {
                logProbs[c] = policy.of(i, c);
                logRatios[c] = logProbs[c] - reference.of(i, c);
            }
            sum.add(1, ranking, logProbs, logRatios, loss.at(logRatios, n, slopes));
        }
        return sum;
    }
}
