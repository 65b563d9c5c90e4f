package org.dpoworkbench.engine.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.loss.PairBatch;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.loss.PairwiseLoss;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.text.EvaluationSet;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Evaluates on held-out pairs, under any loss of pairs: also of a loss without a reference the log-ratios are told,
/// which all runs have in common.
///
/// A loss that couples pairs sees batches as large as the training's, in the file's order.
final class PairEvaluation implements Evaluation {
    private final List<SetPart<TokenizedPair>> parts;
    private final List<TokenizedPair> pairs;
    private final List<PairLengths> lengths;
    private final LogProbTable reference;
    private final LogProbPass pass;
    private final TokenWeighting weighting;
    private final PairwiseLoss loss;
    private final double beta;
    private final int batchSize;

    /// @param sets      the main one first
    /// @param reference of the sets' pairs, one set after the other
    /// @param batchSize pairs of a logical batch
    PairEvaluation(
            Decoder decoder,
            TokenBudget budget,
            List<EvaluationSet<TokenizedPair>> sets,
            LogProbTable reference,
            LossConfig config,
            int batchSize) {
        this.reference = reference;
        this.batchSize = batchSize;
        weighting = TokenWeighting.of(config);
        loss = PairwiseLoss.of(config);
        beta = config.beta();
        pairs = sets.stream().flatMap(set -> set.examples().stream()).toList();
        lengths = pairs.stream().map(PairLengths::of).toList();
        parts = SetPart.all(sets);
        pass = new LogProbPass(decoder, budget, weighting);
    }

    @Override
    public Event.Evaluation run(RunFolder folder, int step, boolean policyIsReference, Progress progress) {
        LogProbTable policy = reference;
        if (!policyIsReference || weighting.aligned()) {
            policy = new LogProbTable(pairs, weighting);
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
        for (SetPart<TokenizedPair> part : parts) {
            Path file = part.main()
                    ? folder.pairs(step)
                    : folder.pairs(step, part.set().name().orElseThrow());
            PairFile.write(file, step, part.of(pairs), part.of(lengths), part.of(numbers));
            part.set()
                    .name()
                    .ifPresent(name -> files.put(name, file.getFileName().toString()));
            double[] losses = losses(part, policy, numbers);
            for (Optional<String> name : part.names()) {
                metrics.putAll(HeldOutReport.of(name, part.of(pairs), part.of(numbers), losses, beta));
            }
            SourceReport.add(part.names().getFirst(), part.of(pairs), part.of(numbers), losses, beta, metrics);
        }
        return new Event.Evaluation(
                step,
                metrics,
                Optional.of(folder.pairs(step).getFileName().toString()),
                files.isEmpty() ? Optional.empty() : Optional.of(files));
    }

    private double[] losses(SetPart<TokenizedPair> part, LogProbTable policy, List<PairLogProbs> numbers) {
        double[] losses = new double[part.size()];
        PairBatch batch = new PairBatch(batchSize);
        for (int from = part.from(); from < part.to(); from += batchSize) {
            int to = Math.min(part.to(), from + batchSize);
            batch.clear();
            for (int i = from; i < to; i++) {
                double factor = weighting.aligned()
                        ? PairNumbers.factor(weighting, policy.aligned(i, 0), policy.aligned(i, 1))
                        : 1;
                batch.add(compared(i, policy, numbers.get(i)), numbers.get(i).chosen(), factor);
            }
            loss.addTo(batch, 1);
            for (int i = from; i < to; i++) {
                losses[i - part.from()] = batch.loss(i - from);
            }
        }
        return losses;
    }

    private PairLogProbs compared(int i, LogProbTable policy, PairLogProbs plain) {
        return weighting.uniform()
                ? plain
                : new PairLogProbs(
                        policy.weighed(i, 0),
                        policy.weighed(i, 1),
                        reference.weighed(i, 0),
                        reference.weighed(i, 1),
                        plain.chosenLength(),
                        plain.rejectedLength());
    }
}
