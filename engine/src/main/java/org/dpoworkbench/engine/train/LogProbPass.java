package org.dpoworkbench.engine.train;

import java.util.List;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Summed log-probs of many pairs under a decoder's present weights, packed in the order given: the same pairs in the
/// same
/// order give the same bits.
final class LogProbPass {
    private final Decoder decoder;
    private final PairPacker packer;
    private final double[] logProbs;
    private final double[] sums;

    LogProbPass(Decoder decoder, TokenBudget budget) {
        this.decoder = decoder;
        packer = new PairPacker(budget.rows(), budget.pairs());
        logProbs = new double[budget.rows() + 2 * budget.pairs()];
        sums = new double[2 * budget.pairs()];
    }

    /// Fills the table's entries for all pairs; micro-batches whose pairs are all known are left out.
    ///
    /// @param phase what to tell `progress`
    void run(List<TokenizedPair> pairs, LogProbTable table, String phase, Progress progress) {
        int next = 0;
        while (next < pairs.size()) {
            progress.at(phase, next, pairs.size());
            packer.clear();
            int first = next;
            boolean known = true;
            while (next < pairs.size() && packer.add(pairs.get(next))) {
                known &= table.has(next);
                next++;
            }
            if (!known) {
                compute(first, table);
            }
        }
        progress.at(phase, pairs.size(), pairs.size());
    }

    private void compute(int first, LogProbTable table) {
        var targets = packer.batch().targets;
        decoder.forward(packer.batch(), logProbs);
        SequenceSums.sum(targets, logProbs, packer.batch().sequences, sums);
        for (int p = 0; p < packer.pairs(); p++) {
            table.set(first + p, sums[2 * p], sums[2 * p + 1]);
        }
    }
}
