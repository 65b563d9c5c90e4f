package org.dpoworkbench.engine.compute;

/// A row-major matrix of weights that nothing changes, in 4-bit NormalFloat ([Nf4]): each block of 64 numbers of a row
/// is one factor and 64 numbers of 4 bits. A row begins with its blocks' codes, 32 bytes each, and ends with their
/// factors in float32; its last block may be filled in part.
///
/// @param address where it begins, as the backend counts addresses
/// @param rows    rows that fit
/// @param columns numbers in a row
public record Nf4Tensor(long address, long rows, int columns) implements MatrixWeight {

    /// Blocks of a row.
    public int blocks() {
        return Math.ceilDiv(columns, Nf4.BLOCK);
    }

    /// Bytes of a row.
    public long rowBytes() {
        return (long) blocks() * Nf4.BLOCK_BYTES;
    }

    @Override
    public long bytes() {
        return rows * rowBytes();
    }

    /// A matrix over the blocks from number `block` on; this has a block a row.
    public Nf4Tensor matrix(long block, long rows, int columns) {
        Nf4Tensor matrix = new Nf4Tensor(address + block * Nf4.BLOCK_BYTES, rows, columns);
        if (columns() != Nf4.BLOCK || block < 0 || block * Nf4.BLOCK_BYTES + matrix.bytes() > bytes()) {
            throw new IndexOutOfBoundsException(
                    rows + " × " + columns + " numbers from block " + block + " on of " + this.rows + " blocks");
        }
        return matrix;
    }

    /// The `rows` rows from `from` on, as a tensor of their own over the same memory.
    public Nf4Tensor slice(long from, long rows) {
        if (from < 0 || rows < 0 || from + rows > this.rows) {
            throw new IndexOutOfBoundsException("rows " + from + " to " + (from + rows) + " of " + this.rows);
        }
        return new Nf4Tensor(address + from * rowBytes(), rows, columns);
    }
}
