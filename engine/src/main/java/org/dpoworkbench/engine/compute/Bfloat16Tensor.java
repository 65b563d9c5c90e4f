package org.dpoworkbench.engine.compute;

/// A row-major matrix of bfloat16 numbers, the upper halves of float32 ones: weights that nothing changes.
///
/// @param address where it begins, as the backend counts addresses
/// @param rows    rows that fit
/// @param columns numbers in a row; rows follow each other without gaps
public record Bfloat16Tensor(long address, long rows, int columns) implements MatrixWeight {

    /// How many numbers it holds.
    public long size() {
        return rows * columns;
    }

    @Override
    public long bytes() {
        return size() * Short.BYTES;
    }

    /// The `rows` rows from `from` on, as a tensor of their own over the same memory.
    public Bfloat16Tensor slice(long from, long rows) {
        if (from < 0 || rows < 0 || from + rows > this.rows) {
            throw new IndexOutOfBoundsException("rows " + from + " to " + (from + rows) + " of " + this.rows);
        }
        return new Bfloat16Tensor(address + from * columns * Short.BYTES, rows, columns);
    }

    /// The same numbers seen as `rows` × `columns`.
    public Bfloat16Tensor reshape(long rows, int columns) {
        if (rows * columns != size()) {
            throw new IllegalArgumentException(rows + " × " + columns + " are not " + size() + " numbers");
        }
        return new Bfloat16Tensor(address, rows, columns);
    }

    /// The bfloat16 nearest to a float32, ties to even; a NaN stays one.
    public static short round(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }

    /// The float32 of the same value.
    public static float widen(short value) {
        return Float.intBitsToFloat(value << 16);
    }
}
