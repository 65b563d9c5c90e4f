package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.machine.VectorKernels.COLUMNS;
import static org.dpoworkbench.engine.compute.cpu.machine.VectorKernels.MASKED_ROWS;
import static org.dpoworkbench.engine.compute.cpu.machine.VectorKernels.ROWS;

import org.dpoworkbench.engine.compute.cpu.machine.VectorKernels;

/// Panels of a right factor: sixteen columns, or fewer, that lie side by side, summand by summand.
final class Panels {
    /// Bytes from summand to summand of a panel without gaps.
    static final long STEP = (long) COLUMNS * Float.BYTES;

    private static final int SQUARE = 8;

    private Panels() {}

    /// Rows of the result times one panel: factor · left · right, or that added to them.
    ///
    /// @param rows      of the result
    /// @param columns   of the panel
    /// @param left      the first row's first number
    /// @param leftRow   bytes from row to row of it
    /// @param leftStep  bytes from summand to summand of it
    /// @param summands  at least 1
    /// @param right     the first column's first number
    /// @param rightStep bytes from summand to summand of it
    /// @param resultRow bytes from row to row of the result
    /// @param factor    where the factor lies
    static void multiply(
            int rows,
            int columns,
            boolean add,
            long left,
            long leftRow,
            long leftStep,
            int summands,
            long right,
            long rightStep,
            long result,
            long resultRow,
            long factor) {
        int most = columns == COLUMNS ? ROWS : MASKED_ROWS;
        int groups = rows / most;
        int rest = rows % most;
        if (groups > 0) {
            VectorKernels.multiply(
                    most,
                    columns,
                    add,
                    left,
                    leftRow,
                    leftStep,
                    summands,
                    right,
                    rightStep,
                    result,
                    resultRow,
                    groups,
                    most * leftRow,
                    factor);
        }
        if (rest > 0) {
            long done = (long) groups * most;
            VectorKernels.multiply(
                    rest,
                    columns,
                    add,
                    left + done * leftRow,
                    leftRow,
                    leftStep,
                    summands,
                    right,
                    rightStep,
                    result + done * resultRow,
                    resultRow,
                    1,
                    0,
                    factor);
        }
    }

    /// Rows become the columns of a panel without gaps.
    ///
    /// @param rowBytes bytes from row to row
    /// @param columns  of the panel, 1 to [VectorKernels#COLUMNS]
    /// @param summands numbers of each row
    static void turn(long rows, long rowBytes, int columns, int summands, long panel) {
        int squares = summands / SQUARE;
        for (int first = 0; first < columns; first += SQUARE) {
            int count = Math.min(SQUARE, columns - first);
            int turned = 0;
            if (count == SQUARE && squares > 0) {
                long to = panel + (long) first * Float.BYTES;
                VectorKernels.transpose(rows + first * rowBytes, rowBytes, to, squares);
                turned = squares * SQUARE;
            }
            for (int j = first; j < first + count; j++) {
                for (int r = turned; r < summands; r++) {
                    float number = Lanes.get(rows + j * rowBytes + (long) r * Float.BYTES);
                    Lanes.set(panel + r * STEP + (long) j * Float.BYTES, number);
                }
            }
        }
    }
}
