package org.dpoworkbench.engine.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.loss.PairwiseLoss;
import org.dpoworkbench.engine.metric.EvaluationKey;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.text.EvaluationSet;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Evaluates the policy on the held-out pairs, set by set. The first set is the main one: its metrics are called
/// `eval_…`, whether it has a name besides or not.
final class Evaluation {
    private final List<Part> parts;
    private final List<TokenizedPair> pairs;
    private final List<PairLengths> lengths;
    private final LogProbTable reference;
    private final LogProbPass pass;
    private final LossConfig config;
    private final PairwiseLoss loss;

    /// A set's place among all pairs.
    private record Part(EvaluationSet<TokenizedPair> set, boolean main, int from, int to) {
        <T> List<T> of(List<T> all) {
            return all.subList(from, to);
        }

        /// What the set's metrics are recorded under.
        List<Optional<String>> names() {
            return main && set.name().isPresent()
                    ? List.of(Optional.empty(), set.name())
                    : List.of(main ? Optional.empty() : set.name());
        }

        Path file(RunFolder folder, int step) {
            return main ? folder.pairs(step) : folder.pairs(step, set.name().orElseThrow());
        }
    }

    /// @param sets      the main one first
    /// @param reference of the sets' pairs, one set after the other; empty for fine-tuning without a reference
    Evaluation(
            Decoder decoder,
            TokenBudget budget,
            List<EvaluationSet<TokenizedPair>> sets,
            LogProbTable reference,
            LossConfig loss) {
        this.reference = reference;
        this.config = loss;
        this.loss = PairwiseLoss.of(loss);
        pairs = sets.stream().flatMap(set -> set.examples().stream()).toList();
        lengths = pairs.stream().map(PairLengths::of).toList();
        parts = parts(sets);
        pass = new LogProbPass(decoder, budget);
    }

    private static List<Part> parts(List<EvaluationSet<TokenizedPair>> sets) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (EvaluationSet<TokenizedPair> set : sets) {
            int to = from + set.examples().size();
            parts.add(new Part(set, parts.isEmpty(), from, to));
            from = to;
        }
        return parts;
    }

    /// Evaluates and writes the per-pair files.
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
        Map<String, Double> metrics = new LinkedHashMap<>();
        Map<String, String> files = new LinkedHashMap<>();
        for (Part part : parts) {
            Path file = part.file(folder, step);
            PairFile.write(file, step, part.of(pairs), part.of(lengths), part.of(numbers));
            part.set()
                    .name()
                    .ifPresent(name -> files.put(name, file.getFileName().toString()));
            for (Optional<String> name : part.names()) {
                metrics.putAll(HeldOutReport.of(name, part.of(pairs), part.of(numbers), loss, config.beta()));
            }
        }
        return new Event.Evaluation(
                step,
                metrics,
                Optional.of(folder.pairs(step).getFileName().toString()),
                files.isEmpty() ? Optional.empty() : Optional.of(files));
    }

    /// Fine-tuning's evaluation: mean negative log-likelihood per token of the held-out completions.
    Event.Evaluation likelihood(int step, Progress progress) {
        LogProbTable policy = new LogProbTable(pairs.size());
        pass.run(pairs, policy, "evaluation", progress);
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Part part : parts) {
            for (Optional<String> name : part.names()) {
                likelihood(policy, part, name, metrics);
            }
        }
        return new Event.Evaluation(step, metrics, Optional.empty());
    }

    private void likelihood(LogProbTable policy, Part part, Optional<String> name, Map<String, Double> metrics) {
        double sum = 0;
        double tokens = 0;
        for (int i = part.from(); i < part.to(); i++) {
            sum += policy.chosen(i);
            tokens += lengths.get(i).chosen();
        }
        int n = part.to() - part.from();
        metrics.put(EvaluationKey.of(name, Metric.LOSS).text(), -sum / tokens);
        metrics.put(EvaluationKey.of(name, Metric.LOGPS_CHOSEN).text(), sum / n);
        metrics.put(EvaluationKey.of(name, Metric.LENGTHS_CHOSEN).text(), tokens / n);
    }
}
