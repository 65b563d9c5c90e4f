package org.dpoworkbench.engine.train;

import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.model.SharedDecoder;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedExample;

/// Summed log-probs of examples of any kind under any number of models, without training.
public final class ExampleScorer {
    private static final int EXAMPLES_AT_ONCE = 64;

    private final SharedDecoder shared;
    private final List<? extends TokenizedExample> examples;
    private final TokenBudget budget;

    public ExampleScorer(Backend backend, List<? extends TokenizedExample> examples) {
        this.examples = examples;
        budget = TokenBudget.of(BatchConfig.DEFAULT_TOKENS_PER_MICRO_BATCH, EXAMPLES_AT_ONCE, examples);
        shared = new SharedDecoder(backend, budget.rows());
    }

    /// With a decoder that several scorers use, one after the other.
    ///
    /// @param rows tokens of the largest micro-batch, the longest example's at least
    public ExampleScorer(SharedDecoder shared, int rows, List<? extends TokenizedExample> examples) {
        this.examples = examples;
        this.shared = shared;
        budget = new TokenBudget(rows, EXAMPLES_AT_ONCE, 1);
    }

    /// All examples under a model.
    public Scores scores(AdaptedModel model, String phase, Progress progress) {
        LogProbTable table = new LogProbTable(examples, TokenWeighting.PLAIN);
        new LogProbPass(shared.with(model), budget, TokenWeighting.PLAIN).run(examples, table, phase, progress);
        return new Scores(table);
    }

    /// Scored tokens of a completion: those that count, the first without a context left out.
    public static int length(TokenizedExample example, int completion) {
        int length = 0;
        boolean[] scored = example.scored(completion);
        for (int t = 0; t < scored.length; t++) {
            length += scored[t] && (t > 0 || example.prompt().length > 0) ? 1 : 0;
        }
        return length;
    }

    /// Summed log-probs in nats, by example and completion.
    public static final class Scores {
        private final LogProbTable table;

        private Scores(LogProbTable table) {
            this.table = table;
        }

        public double of(int example, int completion) {
            return table.of(example, completion);
        }
    }
}
