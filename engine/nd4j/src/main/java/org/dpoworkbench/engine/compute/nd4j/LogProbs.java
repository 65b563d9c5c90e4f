package org.dpoworkbench.engine.compute.nd4j;

import java.util.Map;
import java.util.TreeMap;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Targets;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/// Log-probs of targets and their gradient. Exponentials are float32, their sums float64.
final class LogProbs {
    /// Logits at a time, so that intermediate results stay small.
    private static final int PIECE = 1 << 24;

    private final TensorArrays tensors;
    private final Scratch scratch;

    LogProbs(TensorArrays tensors, Scratch scratch) {
        this.tensors = tensors;
        this.scratch = scratch;
    }

    private interface Piece {
        /// @param row  the first logit row, among all
        /// @param some its and the following rows' logits
        void at(int row, INDArray some);
    }

    private void forEachPiece(int from, int rows, FloatTensor logits, Piece piece) {
        int most = Math.max(1, PIECE / logits.columns());
        for (int i = 0; i < rows; i += most) {
            try (MemoryWorkspace _ = scratch.open()) {
                piece.at(from + i, tensors.block(logits, i, Math.min(most, rows - i), 0, logits.columns()));
            }
        }
    }

    void forward(int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] logProbs) {
        forEachPiece(from, rows, logits, (row, some) -> {
            INDArray largest = some.max(true, 1);
            double[] max = doubles(largest);
            double[] sum = sums(Transforms.exp(some.sub(largest), false).castTo(DataType.DOUBLE));
            float[] kept = new float[max.length];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = (float) (max[i] + Math.log(sum[i]));
            }
            tensors.flat(logSumExp, row, kept.length).assign(Nd4j.createFromArray(kept));
            double[] chosen = chosen(row, some, targets);
            forEachTarget(
                    row,
                    kept.length,
                    targets,
                    (t, i) -> logProbs[t] = chosen[t - targets.first[row]] - max[i] - Math.log(sum[i]));
        });
    }

    void logSumSquares(int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] out) {
        forEachPiece(from, rows, logits, (row, some) -> {
            INDArray log = tensors.column(logSumExp, row, some.size(0)).castTo(DataType.DOUBLE);
            INDArray twice = some.castTo(DataType.DOUBLE).subi(log).muli(2);
            double[] sum = sums(Transforms.exp(twice, false));
            forEachTarget(row, sum.length, targets, (t, i) -> out[t] = Math.log(sum[i]));
        });
    }

    /// Σ_t g_t (one-hot(token_t) − softmax) over a row's targets t; where logits are capped, times the cap's slope.
    void backward(
            int from,
            int rows,
            Targets targets,
            FloatTensor logits,
            float cap,
            FloatTensor logSumExp,
            double[] gradient) {
        forEachPiece(from, rows, logits, (row, some) -> {
            int count = (int) some.size(0);
            float[] total = new float[count];
            Map<Long, Double> byLogit = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                double sum = 0;
                for (int t = targets.first[row + i]; t < targets.first[row + i + 1]; t++) {
                    sum += gradient[t];
                    byLogit.merge(i * some.size(1) + targets.token[t], gradient[t], Double::sum);
                }
                total[i] = (float) -sum;
            }
            INDArray log = tensors.column(logSumExp, row, count);
            INDArray d = Transforms.exp(some.sub(log), false)
                    .muli(Nd4j.createFromArray(total).reshape(count, 1));
            if (!byLogit.isEmpty()) {
                INDArray all = d.reshape(count * some.size(1));
                long[] places =
                        byLogit.keySet().stream().mapToLong(Long::longValue).toArray();
                double[] values = byLogit.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
                INDArray added = Nd4j.createFromArray(values).castTo(DataType.FLOAT);
                Rows.put(all, Rows.take(all, places).addi(added), places);
            }
            some.assign(cap > 0 ? d.muli(Functions.capSlope(some, cap)) : d);
        });
    }

    private static double[] sums(INDArray rows) {
        return doubles(rows.sum(true, 1));
    }

    private static double[] doubles(INDArray column) {
        return column.reshape(column.length()).toDoubleVector();
    }

    /// The logits of the piece's targets.
    private static double[] chosen(int row, INDArray some, Targets targets) {
        int first = targets.first[row];
        long[] places = new long[targets.first[row + (int) some.size(0)] - first];
        forEachTarget(
                row, (int) some.size(0), targets, (t, i) -> places[t - first] = i * some.size(1) + targets.token[t]);
        return places.length == 0
                ? new double[0]
                : Rows.take(some.reshape(some.length()), places).toDoubleVector();
    }

    private interface Target {
        void at(int target, int row);
    }

    private static void forEachTarget(int row, int rows, Targets targets, Target target) {
        for (int i = 0; i < rows; i++) {
            for (int t = targets.first[row + i]; t < targets.first[row + i + 1]; t++) {
                target.at(t, i);
            }
        }
    }
}
