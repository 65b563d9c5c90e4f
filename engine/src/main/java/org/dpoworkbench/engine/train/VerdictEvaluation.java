package org.dpoworkbench.engine.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.loss.VerdictLoss;
import org.dpoworkbench.engine.metric.EvaluationKey;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.text.EvaluationSet;
import org.dpoworkbench.engine.text.TokenizedCompletion;

/// Evaluates on held-out completions with verdicts, in batches as large as the training's, in the file's order.
final class VerdictEvaluation implements Evaluation {
    private final List<SetPart<TokenizedCompletion>> parts;
    private final List<StepExamples> batches;
    private final List<TokenizedCompletion> completions;
    private final LogProbTable reference;
    private final MismatchedKl kl;
    private final LogProbPass pass;
    private final VerdictLoss loss;
    private final double beta;

    /// @param sets      the main one first
    /// @param reference of the sets' completions, one set after the other
    /// @param batches   of each set: [#batches]
    VerdictEvaluation(
            Decoder decoder,
            TokenBudget budget,
            List<EvaluationSet<TokenizedCompletion>> sets,
            LogProbTable reference,
            MismatchedKl kl,
            List<StepExamples> batches,
            LossConfig config) {
        this.reference = reference;
        this.kl = kl;
        this.batches = batches;
        loss = VerdictLoss.of(config);
        beta = config.beta();
        completions = sets.stream().flatMap(set -> set.examples().stream()).toList();
        parts = SetPart.all(sets);
        pass = new LogProbPass(decoder, budget, TokenWeighting.PLAIN);
    }

    /// The batches of each set, as one step each.
    static List<StepExamples> batches(List<EvaluationSet<TokenizedCompletion>> sets, int batchSize) {
        List<StepExamples> all = new ArrayList<>();
        for (SetPart<TokenizedCompletion> part : SetPart.all(sets)) {
            int ofSet = Math.ceilDiv(part.size(), batchSize);
            StepExamples step = new StepExamples(part.size(), ofSet);
            int[] numbers = new int[batchSize];
            for (int from = part.from(); from < part.to(); from += batchSize) {
                int size = Math.min(batchSize, part.to() - from);
                for (int i = 0; i < size; i++) {
                    numbers[i] = from + i;
                }
                step.addBatch(numbers, size, ofSet);
            }
            all.add(step);
        }
        return all;
    }

    @Override
    public Event.Evaluation run(RunFolder folder, int step, boolean policyIsReference, Progress progress) {
        LogProbTable policy = reference;
        if (!policyIsReference) {
            policy = new LogProbTable(completions, TokenWeighting.PLAIN);
            pass.run(completions, policy, "evaluation", progress);
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int p = 0; p < parts.size(); p++) {
            SetPart<TokenizedCompletion> part = parts.get(p);
            Path file = part.main()
                    ? folder.completions(step)
                    : folder.completions(step, part.set().name().orElseThrow());
            CompletionFile.write(file, step, part.of(completions), part.from(), policy, reference);
            evaluate(part, batches.get(p), policy, policyIsReference, metrics);
        }
        return new Event.Evaluation(step, metrics, Optional.empty());
    }

    private void evaluate(
            SetPart<TokenizedCompletion> part,
            StepExamples batch,
            LogProbTable policy,
            boolean policyIsReference,
            Map<String, Double> metrics) {
        double[] klOfBatch = new double[batch.batches()];
        if (loss.usesKl()) {
            kl.ofStep(batch, policyIsReference, klOfBatch);
        }
        VerdictSum sum = new VerdictSum(batch.batches());
        sum.begin(batch.batches());
        double mean = 0;
        for (int i = 0; i < batch.count(); i++) {
            int n = batch.example(i);
            double logRatio = policy.of(n, 0) - reference.of(n, 0);
            double z = klOfBatch[batch.batch(i)];
            TokenizedCompletion completion = completions.get(n);
            // Evaluation is the mean over completions.
            sum.add(
                    batch.batch(i),
                    1,
                    completion,
                    policy.of(n, 0),
                    logRatio,
                    loss.at(logRatio, completion.desirable(), z).loss());
            mean += z / batch.count();
        }
        for (Optional<String> name : part.names()) {
            sum.report(EvaluationKey.prefix(name), beta, metrics, mean);
        }
    }
}
