package org.dpoworkbench.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.Targets;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.SharedDecoder;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Log-probs of pairs token by token under any number of models, without training. Their sums are
/// [PairScorer]'s.
public final class TokenScorer {
    private static final int PAIRS_AT_ONCE = 64;

    private final SharedDecoder shared;
    private final List<TokenizedPair> pairs;
    private final TokenBudget budget;

    public TokenScorer(Backend backend, List<TokenizedPair> pairs) {
        this.pairs = List.copyOf(pairs);
        budget = TokenBudget.of(BatchConfig.DEFAULT_TOKENS_PER_MICRO_BATCH, PAIRS_AT_ONCE, pairs);
        shared = new SharedDecoder(backend, budget.rows());
    }

    /// Log-probs of a pair's scored tokens, in their order, in nats.
    @SuppressWarnings("ArrayRecordComponent") // handed over, nobody writes to them
    public record TokenScores(double[] chosen, double[] rejected) {}

    /// All pairs under a model, in their order.
    public List<TokenScores> scores(AdaptedModel model, String phase, Progress progress) {
        Decoder decoder = shared.with(model);
        ExamplePacker packer = new ExamplePacker(budget);
        double[] logProbs = new double[budget.targets()];
        List<TokenScores> scores = new ArrayList<>(pairs.size());
        while (scores.size() < pairs.size()) {
            progress.at(phase, scores.size(), pairs.size());
            packer.clear();
            for (int next = scores.size(); next < pairs.size() && packer.add(pairs.get(next)); next++) {}
            decoder.forward(packer.batch(), logProbs);
            bySequence(packer, logProbs, scores);
        }
        progress.at(phase, pairs.size(), pairs.size());
        return scores;
    }

    /// A sequence's targets stand in the order of its tokens, though not side by side.
    private static void bySequence(ExamplePacker packer, double[] logProbs, List<TokenScores> scores) {
        Targets targets = packer.batch().targets;
        int[] lengths = new int[packer.batch().sequences];
        for (int t = 0; t < targets.targets; t++) {
            lengths[targets.sequence[t]]++;
        }
        double[][] values = new double[lengths.length][];
        Arrays.setAll(values, s -> new double[lengths[s]]);
        int[] filled = new int[lengths.length];
        for (int t = 0; t < targets.targets; t++) {
            int s = targets.sequence[t];
            values[s][filled[s]++] = logProbs[t];
        }
        for (int p = 0; p < packer.examples(); p++) {
            scores.add(new TokenScores(values[2 * p], values[2 * p + 1]));
        }
    }
}
