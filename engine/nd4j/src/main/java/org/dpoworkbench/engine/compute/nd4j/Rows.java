package org.dpoworkbench.engine.compute.nd4j;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/// Rows of an array by number, and sums over rows.
final class Rows {
    private Rows() {}

    /// Row r is row `index[r]` of the table; of a vector, an element is a row.
    static INDArray take(INDArray table, long... index) {
        return Nd4j.exec(DynamicCustomOp.builder("gather")
                .addInputs(table, Nd4j.createFromArray(index))
                .addIntegerArguments(0)
                .build())[0];
    }

    /// Row `index[r]` of the table becomes row r; no number twice.
    static void put(INDArray table, INDArray rows, long... index) {
        Nd4j.exec(DynamicCustomOp.builder("scatter_upd")
                .addInputs(table, Nd4j.createFromArray(index), rows)
                .addOutputs(table)
                .build());
    }

    /// Row r is added to row `index[r]` of the table, rows that repeat one after the other: in a first round the first
    /// of each number, then the second of each, and so on.
    static void add(INDArray table, INDArray rows, int... index) {
        int[] left = new int[index.length];
        Arrays.setAll(left, r -> r);
        while (left.length > 0) {
            boolean[] seen = new boolean[Math.toIntExact(table.size(0))];
            long[] now = new long[left.length];
            int[] later = new int[left.length];
            int count = 0;
            int rest = 0;
            for (int r : left) {
                if (seen[index[r]]) {
                    later[rest++] = r;
                } else {
                    seen[index[r]] = true;
                    now[count++] = r;
                }
            }
            long[] from = Arrays.copyOf(now, count);
            long[] to = Arrays.stream(from).map(r -> index[(int) r]).toArray();
            put(table, take(table, to).addi(take(rows, from)), to);
            left = Arrays.copyOf(later, rest);
        }
    }

    /// (1, columns): the sum of all rows.
    static INDArray sum(INDArray rows) {
        return Nd4j.ones(DataType.FLOAT, 1, rows.size(0)).mmul(rows);
    }

    static long[] longs(int... values) {
        return Arrays.stream(values).asLongStream().toArray();
    }
}
