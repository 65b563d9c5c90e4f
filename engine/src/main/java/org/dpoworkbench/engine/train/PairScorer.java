package org.dpoworkbench.engine.train;

import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.SharedDecoder;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Summed log-probs of pairs under any number of models, without training.
public final class PairScorer {
    private static final int PAIRS_AT_ONCE = 64;

    private final SharedDecoder shared;
    private final List<TokenizedPair> pairs;
    private final List<PairLengths> lengths;
    private final TokenBudget budget;

    public PairScorer(Backend backend, List<TokenizedPair> pairs) {
        this.pairs = pairs;
        lengths = pairs.stream().map(PairLengths::of).toList();
        budget = TokenBudget.of(BatchConfig.DEFAULT_TOKENS_PER_MICRO_BATCH, PAIRS_AT_ONCE, pairs);
        shared = new SharedDecoder(backend, budget.rows());
    }

    /// Scored tokens of a pair's chosen completion.
    public int chosenLength(int pair) {
        return lengths.get(pair).chosen();
    }

    /// Scored tokens of a pair's rejected completion.
    public int rejectedLength(int pair) {
        return lengths.get(pair).rejected();
    }

    /// All pairs under a model.
    public Scores scores(AdaptedModel model, String phase, Progress progress) {
        Decoder decoder = shared.with(model);
        LogProbTable table = new LogProbTable(pairs, TokenWeighting.PLAIN);
        new LogProbPass(decoder, budget, TokenWeighting.PLAIN).run(pairs, table, phase, progress);
        return new Scores(table);
    }

    /// Summed log-probs in nats, by pair.
    public static final class Scores {
        private final LogProbTable table;

        private Scores(LogProbTable table) {
            this.table = table;
        }

        public double chosen(int pair) {
            return table.chosen(pair);
        }

        public double rejected(int pair) {
            return table.rejected(pair);
        }
    }
}
