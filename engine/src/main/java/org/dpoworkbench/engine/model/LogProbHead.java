package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.compute.Targets;

/// Log-probs of targets from final hidden states. Logits exist for one chunk of rows at a time, so that a large
/// vocabulary
/// never makes a full matrix of them. Where one chunk holds all rows, the backward pass uses its logits again;
/// otherwise it
/// makes each chunk's anew.
final class LogProbHead {
    /// Floats of a chunk: 128 MiB.
    private static final long CHUNK_FLOATS = 1 << 25;

    private final Backend backend;
    private final Matrix matrix;
    private final int chunkRows;
    private final FloatTensor logits; // (chunk rows, vocabulary)
    private final FloatTensor logSumExp; // (logit rows, 1)

    LogProbHead(Backend backend, Matrix matrix, int rowCapacity) {
        this.backend = backend;
        this.matrix = matrix;
        chunkRows = (int) Math.clamp(CHUNK_FLOATS / matrix.outputs(), 1, rowCapacity);
        logits = backend.floats(chunkRows, matrix.outputs());
        logSumExp = backend.floats(rowCapacity, 1);
    }

    /// @param hidden        (logit rows, width)
    /// @param logProbs      of each target, written
    /// @param logSumSquares log Σ_v p_v² of each target's row, written; empty: not wanted
    void forward(Targets targets, FloatTensor hidden, double[] logProbs, double[] logSumSquares) {
        for (int from = 0; from < targets.rows; from += chunkRows) {
            int rows = Math.min(chunkRows, targets.rows - from);
            backend.multiply(rows, hidden.slice(from, rows), matrix, logits, false);
            backend.logProbs(from, rows, targets, logits, logSumExp, logProbs);
            if (logSumSquares.length > 0) {
                backend.logSumSquares(from, rows, targets, logits, logSumExp, logSumSquares);
            }
        }
    }

    /// @param gradient d loss / d log-prob of each target
    /// @param dHidden  (logit rows, width), written
    void backward(Targets targets, FloatTensor hidden, double[] gradient, FloatTensor dHidden) {
        for (int from = 0; from < targets.rows; from += chunkRows) {
            int rows = Math.min(chunkRows, targets.rows - from);
            FloatTensor chunk = hidden.slice(from, rows);
            if (targets.rows > chunkRows) {
                backend.multiply(rows, chunk, matrix, logits, false);
            }
            backend.logProbsBackward(from, rows, targets, logits, logSumExp, gradient);
            backend.multiplyBackwardInput(rows, logits, matrix, dHidden.slice(from, rows), false);
            if (matrix.trained()) {
                backend.multiplyBackwardWeight(rows, chunk, logits, matrix);
            }
        }
    }

    /// Rows whose logits exist at once.
    int chunkRows() {
        return chunkRows;
    }

    /// The logits of up to [#chunkRows] rows, for sampling.
    FloatTensor logits(int rows, FloatTensor hidden) {
        if (rows > chunkRows) {
            throw new IllegalArgumentException(rows + " rows of logits at once, " + chunkRows + " fit");
        }
        backend.multiply(rows, hidden, matrix, logits, false);
        return logits;
    }
}
