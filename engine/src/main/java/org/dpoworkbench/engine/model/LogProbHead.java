package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.compute.Targets;

/// Log-probs of targets from final hidden states. Logits exist for one chunk of rows at a time, so that a large
/// vocabulary never makes a full matrix of them. The backward pass begins with the last chunk, whose logits are still
/// there, and makes those of the others anew; most micro-batches have one chunk.
final class LogProbHead {
    /// Floats of a chunk: 256 MiB.
    private static final long CHUNK_FLOATS = 1 << 26;

    private final Backend backend;
    private final LinearLayer map;
    private final float cap;
    private final int chunkRows;
    private final FloatTensor logits; // (chunk rows, vocabulary)
    private final FloatTensor logSumExp; // (logit rows, 1)

    /// @param map from hidden states to logits
    /// @param cap of the logits; 0: none
    LogProbHead(Backend backend, LinearLayer map, float cap, int rowCapacity) {
        this(backend, map, cap, rowCapacity, CHUNK_FLOATS);
    }

    /// @param chunkFloats logits that exist at once
    LogProbHead(Backend backend, LinearLayer map, float cap, int rowCapacity, long chunkFloats) {
        this.backend = backend;
        this.map = map;
        this.cap = cap;
        Matrix matrix = map.matrix();
        chunkRows = Math.clamp(chunkFloats / matrix.outputs(), 1, rowCapacity);
        logits = backend.floats(chunkRows, matrix.outputs());
        logSumExp = backend.floats(rowCapacity, 1);
    }

    /// @param hidden        (logit rows, width)
    /// @param logProbs      of each target, written
    /// @param logSumSquares log Σ_v p_v² of each target's row, written; empty: not wanted
    void forward(Targets targets, FloatTensor hidden, double[] logProbs, double[] logSumSquares) {
        for (int from = 0; from < targets.rows; from += chunkRows) {
            int rows = Math.min(chunkRows, targets.rows - from);
            compute(rows, hidden.slice(from, rows));
            backend.logProbs(from, rows, targets, logits, logSumExp, logProbs);
            if (logSumSquares.length > 0) {
                backend.logSumSquares(from, rows, targets, logits, logSumExp, logSumSquares);
            }
        }
    }

    /// @param gradient d loss / d log-prob of each target
    /// @param dHidden  (logit rows, width), written
    void backward(Targets targets, FloatTensor hidden, double[] gradient, FloatTensor dHidden) {
        int last = Math.floorDiv(targets.rows - 1, chunkRows) * chunkRows;
        for (int from = last; from >= 0; from -= chunkRows) {
            int rows = Math.min(chunkRows, targets.rows - from);
            FloatTensor chunk = hidden.slice(from, rows);
            if (from < last) {
                compute(rows, chunk);
            }
            backend.logProbsBackward(from, rows, targets, logits, cap, logSumExp, gradient);
            map.backwardInput(backend, rows, logits, dHidden.slice(from, rows), false);
            map.backwardParameters(backend, rows, chunk, logits);
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
        compute(rows, hidden);
        return logits;
    }

    private void compute(int rows, FloatTensor hidden) {
        map.forward(backend, rows, hidden, logits, false);
        if (cap > 0) {
            backend.softCap(cap, rows, logits);
        }
    }
}
