package org.dpoworkbench.engine.compute;

/// A row-major float32 matrix in a backend's memory.
///
/// It is a handle: the numbers are reached through the [Backend] that made it. Operations take the number of rows
/// in use as an argument, so that a buffer made once for the largest micro-batch serves every smaller one.
///
/// @param address where it begins, as the backend counts addresses
/// @param rows    rows that fit
/// @param columns floats in a row; rows follow each other without gaps
public record FloatTensor(long address, long rows, int columns) implements MatrixWeight {
    /// The gradient of what has none.
    public static final FloatTensor NONE = new FloatTensor(0, 0, 1);

    /// How many floats it holds.
    public long size() {
        return rows * columns;
    }

    @Override
    public long bytes() {
        return size() * Float.BYTES;
    }

    /// Where row `row` begins.
    public long row(long row) {
        return address + row * columns * Float.BYTES;
    }

    /// The `rows` rows from `from` on, as a tensor of their own over the same memory.
    public FloatTensor slice(long from, long rows) {
        if (from < 0 || rows < 0 || from + rows > this.rows) {
            throw new IndexOutOfBoundsException("rows " + from + " to " + (from + rows) + " of " + this.rows);
        }
        return new FloatTensor(row(from), rows, columns);
    }

    /// The same floats seen as `rows` × `columns`.
    public FloatTensor reshape(long rows, int columns) {
        if (rows * columns != size()) {
            throw new IllegalArgumentException(rows + " × " + columns + " are not " + size() + " floats");
        }
        return new FloatTensor(address, rows, columns);
    }
}
