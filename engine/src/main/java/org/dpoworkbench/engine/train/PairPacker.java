package org.dpoworkbench.engine.train;

import org.dpoworkbench.engine.model.PackedBatch;
import org.dpoworkbench.engine.model.Packer;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Fills a [PackedBatch] with preference pairs: pair i's chosen completion is sequence 2 i, its rejected one 2 i + 1.
final class PairPacker {
    private final PackedBatch batch;
    private final int[][] completions = new int[2][];
    private final boolean[][] scored = new boolean[2][];
    private final int pairCapacity;

    /// @param rowCapacity  token budget; at least [#rows] of the longest pair
    /// @param pairCapacity pairs of the largest micro-batch
    PairPacker(int rowCapacity, int pairCapacity) {
        this.pairCapacity = pairCapacity;
        batch = new PackedBatch(rowCapacity, 2 * pairCapacity);
    }

    /// Rows that the pair takes.
    static int rows(TokenizedPair pair) {
        return Packer.rows(pair.prompt(), pair.chosenScored(), pair.rejectedScored());
    }

    void clear() {
        batch.clear();
    }

    /// Adds the pair, or does nothing and says no where the budget is spent.
    boolean add(TokenizedPair pair) {
        if (pairs() == pairCapacity || rows(pair) > batch.rowsLeft()) {
            return false;
        }
        completions[0] = pair.chosen();
        completions[1] = pair.rejected();
        scored[0] = pair.chosenScored();
        scored[1] = pair.rejectedScored();
        Packer.add(batch, pair.prompt(), completions, scored);
        return true;
    }

    int pairs() {
        return batch.sequences / 2;
    }

    PackedBatch batch() {
        return batch;
    }
}
