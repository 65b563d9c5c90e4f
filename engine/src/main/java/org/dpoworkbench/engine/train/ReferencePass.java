package org.dpoworkbench.engine.train;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedExample;

/// Reference log-probs of all examples that a run visits, from the cache as far as they are there. What is
/// computed is kept every few seconds and where the work is called off, so that it can go on from there.
final class ReferencePass {
    private static final long KEEP_EVERY_NANOS = 20_000_000_000L;

    private final TokenWeighting weighting;
    private final LogProbPass pass;
    private final ReferenceCache cache;

    ReferencePass(Decoder decoder, TokenBudget budget, TokenWeighting weighting, ReferenceCache cache) {
        // WPO weighs by the policy.
        this.weighting = new TokenWeighting(weighting.beyondShared(), false);
        this.pass = new LogProbPass(decoder, budget, this.weighting);
        this.cache = cache;
    }

    /// The log-probs, under the weights that the decoder holds.
    ///
    /// @throws UserError where they are no numbers
    LogProbTable run(List<? extends TokenizedExample> examples, Progress progress) {
        LogProbTable table = new LogProbTable(examples, weighting);
        try {
            cache.read(table);
        } catch (IOException e) {
            throw new UserError(cache.file() + " cannot be read: " + e.getMessage() + ". It can be deleted.", e);
        }
        if (complete(table)) {
            return table;
        }
        try {
            pass.run(examples, table, "reference log-probs", new Keeping(table, progress));
        } finally {
            cache.write(table);
        }
        requireNumbers(examples, table);
        return table;
    }

    private static void requireNumbers(List<? extends TokenizedExample> examples, LogProbTable table) {
        List<? extends TokenizedExample> without = IntStream.range(0, table.examples())
                .filter(p -> !table.has(p))
                .mapToObj(examples::get)
                .toList();
        if (!without.isEmpty()) {
            TokenizedExample first = without.getFirst();
            throw new UserError("The reference gives no number for the log-probs of " + without.size() + " of "
                    + table.examples() + " records, first of " + first.source() + " line " + first.line()
                    + ". Its weights are damaged or overflow: does the model folder load elsewhere?");
        }
    }

    private static boolean complete(LogProbTable table) {
        for (int p = 0; p < table.examples(); p++) {
            if (!table.has(p)) {
                return false;
            }
        }
        return true;
    }

    /// Writes the table now and then on the way.
    private final class Keeping implements Progress {
        private final LogProbTable table;
        private final Progress progress;
        private long kept = System.nanoTime();

        Keeping(LogProbTable table, Progress progress) {
            this.table = table;
            this.progress = progress;
        }

        @Override
        public void at(String phase, long done, long total) {
            if (System.nanoTime() - kept > KEEP_EVERY_NANOS) {
                cache.write(table);
                kept = System.nanoTime();
            }
            progress.at(phase, done, total);
        }
    }
}
