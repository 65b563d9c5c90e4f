package org.dpoworkbench.engine.train;

import org.dpoworkbench.engine.model.PackedBatch;
import org.dpoworkbench.engine.model.Packer;
import org.dpoworkbench.engine.text.TokenizedExample;

/// Fills a [PackedBatch] with examples; an example's completions are sequences that follow each other.
final class ExamplePacker {
    private final PackedBatch batch;
    private final int[] firstSequence; // (examples + 1)
    private final int exampleCapacity;
    /// By how many completions an example has, for [Packer].
    private final int[][][] completions;
    private final boolean[][][] scored;
    private int examples;

    ExamplePacker(TokenBudget budget) {
        exampleCapacity = budget.examples();
        batch = new PackedBatch(budget.rows(), budget.sequences());
        firstSequence = new int[exampleCapacity + 1];
        completions = new int[budget.completions() + 1][][];
        scored = new boolean[budget.completions() + 1][][];
        for (int n = 1; n < completions.length; n++) {
            completions[n] = new int[n][];
            scored[n] = new boolean[n][];
        }
    }

    /// Rows that the example takes.
    static int rows(TokenizedExample example) {
        boolean[][] scored = new boolean[example.completions()][];
        for (int c = 0; c < scored.length; c++) {
            scored[c] = example.scored(c);
        }
        return Packer.rows(example.prompt(), scored);
    }

    void clear() {
        batch.clear();
        examples = 0;
    }

    /// Adds the example, or does nothing and says no where the budget is spent.
    boolean add(TokenizedExample example) {
        int n = example.completions();
        int[][] ids = completions[n];
        boolean[][] which = scored[n];
        for (int c = 0; c < n; c++) {
            ids[c] = example.completion(c);
            which[c] = example.scored(c);
        }
        if (examples == exampleCapacity || Packer.rows(example.prompt(), which) > batch.rowsLeft()) {
            return false;
        }
        firstSequence[examples] = batch.sequences;
        Packer.add(batch, example.prompt(), ids, which);
        examples++;
        firstSequence[examples] = batch.sequences;
        return true;
    }

    int examples() {
        return examples;
    }

    /// The sequence of an example's first completion; for [#examples] itself, one past the last sequence.
    int firstSequence(int example) {
        return firstSequence[example];
    }

    PackedBatch batch() {
        return batch;
    }
}
