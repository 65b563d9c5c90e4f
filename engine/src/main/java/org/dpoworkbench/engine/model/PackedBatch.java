package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Segments;
import org.dpoworkbench.engine.compute.Targets;

/// A micro-batch as one flat stream of tokens without padding: for each prompt `[prompt | completion | completion
/// …]`. The prompt is there once; each completion attends to it and to itself, and its positions go on from the
/// prompt's end. A completion's last token is no input, since nothing after it is predicted.
///
/// It is made once, as large as the largest micro-batch, and filled again and again.
public final class PackedBatch {
    /// Rows in use.
    public int rows;

    /// Completions in use.
    public int sequences;

    /// Token id of each row.
    public final int[] tokens;

    /// Position of each row in its own prompt and completion.
    public final int[] positions;

    public final Segments segments;
    public final Targets targets;

    /// @param rowCapacity      rows that fit
    /// @param sequenceCapacity completions that fit
    public PackedBatch(int rowCapacity, int sequenceCapacity) {
        tokens = new int[rowCapacity];
        positions = new int[rowCapacity];
        segments = new Segments(2 * sequenceCapacity);
        targets = new Targets(rowCapacity + sequenceCapacity);
    }

    public void clear() {
        rows = 0;
        sequences = 0;
        segments.clear();
        targets.clear();
    }

    /// Rows that still fit.
    public int rowsLeft() {
        return tokens.length - rows;
    }
}
