package org.dpoworkbench.engine.compute;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Rounds a matrix that arrives piece by piece to NF4.
public final class Nf4Writer {
    private final MemorySegment target;
    private final int columns;
    private final long rowBytes;
    private final int blocks;
    private final float[] numbers = new float[Nf4.BLOCK];
    private final int[] codes = new int[Nf4.BLOCK];
    private long row;
    private int column;
    private boolean finite = true;

    /// @param tensor whose shape is written
    /// @param target its bytes
    public Nf4Writer(Nf4Tensor tensor, MemorySegment target) {
        this.target = target;
        columns = tensor.columns();
        rowBytes = tensor.rowBytes();
        blocks = tensor.blocks();
    }

    /// The next `count` numbers, row by row.
    ///
    /// @param floats float32 in native byte order
    public void write(MemorySegment floats, long count) {
        long done = 0;
        while (done < count) {
            int place = column % Nf4.BLOCK;
            int length = (int) Math.min(count - done, Math.min(Nf4.BLOCK - place, columns - column));
            MemorySegment.copy(floats, ValueLayout.JAVA_FLOAT_UNALIGNED, done * Float.BYTES, numbers, place, length);
            done += length;
            column += length;
            if (column % Nf4.BLOCK == 0 || column == columns) {
                writeBlock((column - 1) / Nf4.BLOCK);
            }
        }
    }

    private void writeBlock(int block) {
        long begin = row * rowBytes;
        float factor = Nf4.quantize(numbers, codes, target, begin + (long) block * Nf4.CODE_BYTES);
        finite &= Float.isFinite(factor);
        target.set(
                ValueLayout.JAVA_FLOAT_UNALIGNED,
                begin + (long) blocks * Nf4.CODE_BYTES + (long) block * Float.BYTES,
                factor);
        Arrays.fill(numbers, 0);
        if (column == columns) {
            column = 0;
            row++;
        }
    }

    /// Whether all numbers so far were finite; a block with another is not one of numbers.
    public boolean finite() {
        return finite;
    }
}
