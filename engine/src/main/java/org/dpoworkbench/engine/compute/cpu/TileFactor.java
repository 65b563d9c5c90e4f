package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.machine.TileKernels.BLOCK_BYTES;
import static org.dpoworkbench.engine.compute.cpu.machine.TileKernels.SIDE;

import jdk.incubator.vector.FloatVector;
import org.dpoworkbench.engine.compute.cpu.machine.TileKernels;

/// One side of a product on the tile unit, and the summands that are at hand. A *line* is a row of the left side or a
/// column of the right one: what a number of the result is made of.
final class TileFactor {
    private static final long ROW_BYTES = (long) SIDE * Float.BYTES;

    private final boolean isLeft;

    private long numbers;
    private int numberBytes;
    private long stride;

    /// Whether a line's summands lie one below the other.
    private boolean summandsInColumns;

    private int width;
    private int summand;
    private int summands;
    private int blocks;

    /// Room for two squares of floats, a worker's own.
    record Squares(long padded, long turned) {
        static Squares in(TensorMemory memory) {
            return new Squares(memory.allocate(SIDE * ROW_BYTES), memory.allocate(SIDE * ROW_BYTES));
        }
    }

    TileFactor(boolean isLeft) {
        this.isLeft = isLeft;
    }

    /// @param ld floats from row to row
    /// @param width lines
    void set(long floats, int ld, boolean summandsInColumns, int width) {
        set(floats, Float.BYTES, ld, summandsInColumns, width);
    }

    /// @param ld numbers from row to row
    /// @param width lines
    void setBfloat16(long numbers, int ld, boolean summandsInColumns, int width) {
        set(numbers, Short.BYTES, ld, summandsInColumns, width);
    }

    private void set(long numbers, int numberBytes, int ld, boolean summandsInColumns, int width) {
        this.numbers = numbers;
        this.numberBytes = numberBytes;
        this.stride = (long) ld * numberBytes;
        this.summandsInColumns = summandsInColumns;
        this.width = width;
    }

    /// Works on the summands from here on.
    void take(int summand, int summands) {
        this.summand = summand;
        this.summands = summands;
        blocks = Math.ceilDiv(summands, SIDE);
    }

    /// Whether all pieces but the first are 0.
    boolean isBfloat16() {
        return numberBytes == Short.BYTES;
    }

    int width() {
        return width;
    }

    int panels() {
        return Math.ceilDiv(width, SIDE);
    }

    int blocks() {
        return blocks;
    }

    long panelBytes() {
        return (long) blocks * BLOCK_BYTES;
    }

    /// Writes the pieces of a panel's lines, with zeros behind the last line and the last summand.
    void split(int panel, long to, Squares squares) {
        int line = panel * SIDE;
        int lines = Math.min(SIDE, width - line);
        int whole = lines == SIDE && !isBfloat16() ? summands / SIDE : 0;
        if (whole > 0) {
            splitBlocks(at(line, summand), stride, to, whole, squares);
        }
        for (int block = whole; block < blocks; block++) {
            int done = block * SIDE;
            pad(line, lines, summand + done, Math.min(SIDE, summands - done), squares.padded());
            splitBlocks(squares.padded(), ROW_BYTES, to + (long) block * BLOCK_BYTES, 1, squares);
        }
    }

    private long at(int line, int summand) {
        return summandsInColumns
                ? numbers + summand * stride + (long) line * numberBytes
                : numbers + line * stride + (long) summand * numberBytes;
    }

    private void splitBlocks(long from, long rowBytes, long to, int count, Squares squares) {
        if (isLeft != summandsInColumns) {
            splitAsTheyLie(from, rowBytes, to, count);
            return;
        }
        long step = summandsInColumns ? SIDE * rowBytes : ROW_BYTES;
        for (int block = 0; block < count; block++) {
            TileKernels.transpose(from + block * step, rowBytes, squares.turned(), step);
            splitAsTheyLie(squares.turned(), ROW_BYTES, to + (long) block * BLOCK_BYTES, 1);
        }
    }

    private void splitAsTheyLie(long from, long rowBytes, long to, int count) {
        if (isLeft) {
            TileKernels.splitRows(from, rowBytes, to, count);
        } else {
            TileKernels.splitColumns(from, rowBytes, to, count);
        }
    }

    /// A square of floats as the factor's memory has it, with zeros where it has nothing.
    private void pad(int line, int lines, int summand, int count, long square) {
        int rows = summandsInColumns ? count : lines;
        int columns = summandsInColumns ? lines : count;
        long from = at(line, summand);
        if (isBfloat16()) {
            widen(from, rows, columns, square);
            return;
        }
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column += Lanes.LENGTH) {
                int there = row < rows ? Math.clamp(columns - column, 0, Lanes.LENGTH) : 0;
                long at = (long) column * Float.BYTES;
                FloatVector lane = there == 0
                        ? FloatVector.zero(Lanes.SPECIES)
                        : Lanes.load(from + row * stride + at, Lanes.below(there));
                Lanes.store(lane, square + row * ROW_BYTES + at);
            }
        }
    }

    private void widen(long from, int rows, int columns, long square) {
        if (rows < SIDE || columns < SIDE) {
            Lanes.clear(square, 0, SIDE * SIDE);
        }
        for (int row = 0; row < rows; row++) {
            Bfloat16.widen(from + row * stride, square + row * ROW_BYTES, columns);
        }
    }
}
