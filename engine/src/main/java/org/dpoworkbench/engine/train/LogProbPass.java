package org.dpoworkbench.engine.train;

import java.util.List;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedExample;

/// Summed log-probs of many examples under a decoder's present weights, packed in the order given: the same examples in
/// the same order give the same bits.
final class LogProbPass {
    private final Decoder decoder;
    private final MicroBatch micro;
    private final CompletionSums sums;

    LogProbPass(Decoder decoder, TokenBudget budget, TokenWeighting weighting) {
        this.decoder = decoder;
        micro = new MicroBatch(budget, weighting.aligned());
        sums = new CompletionSums(budget, weighting);
    }

    /// Fills the table's entries for all examples; micro-batches whose examples are all known are left out.
    ///
    /// @param phase what to tell `progress`
    void run(List<? extends TokenizedExample> examples, LogProbTable table, String phase, Progress progress) {
        ExamplePacker packer = micro.packer();
        int next = 0;
        while (next < examples.size()) {
            progress.at(phase, next, examples.size());
            packer.clear();
            int first = next;
            boolean known = true;
            while (next < examples.size() && packer.add(examples.get(next))) {
                known &= table.has(next);
                next++;
            }
            if (!known) {
                compute(first, table);
            }
        }
        progress.at(phase, examples.size(), examples.size());
    }

    private void compute(int first, LogProbTable table) {
        micro.forward(decoder);
        sums.sum(micro);
        for (int e = 0; e < micro.packer().examples(); e++) {
            table.take(first + e, sums, micro.packer().firstSequence(e));
        }
    }
}
