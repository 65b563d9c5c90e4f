package org.dpoworkbench.engine.compute.nd4j;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.dpoworkbench.engine.compute.Bfloat16Tensor;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.IntTensor;
import org.dpoworkbench.engine.compute.MatrixWeight;
import org.dpoworkbench.engine.compute.Nf4Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/// The tensors: which array each lies in, and arrays that look at parts of them.
///
/// Addresses are made up, one behind the other, so that handles can be sliced by arithmetic whatever memory ND4J
/// uses. Integers stay on the host: ND4J's operations on rows take row numbers from there.
final class TensorArrays implements AutoCloseable {
    private static final long ALIGNMENT = 256;

    private final NavigableMap<Long, INDArray> arrays = new TreeMap<>();
    private final Map<Long, int[]> ints = new HashMap<>();
    private long next = ALIGNMENT;
    private long allocated;

    /// Zeros.
    ///
    /// @return the address
    long allocate(DataType type, long rows, int columns) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("a tensor of " + rows + " × " + columns);
        }
        long size = Math.multiplyExact(rows, (long) columns);
        try (MemoryWorkspace _ = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            long address = place(Math.multiplyExact(size, type.width()));
            arrays.put(address, Nd4j.create(type, Math.max(1, size)));
            return address;
        }
    }

    IntTensor allocateInts(int size) {
        if (size < 0) {
            throw new IllegalArgumentException("a list of " + size + " integers");
        }
        long address = place((long) size * Integer.BYTES);
        ints.put(address, new int[size]);
        return new IntTensor(address, size);
    }

    private long place(long bytes) {
        long address = next;
        next = Math.ceilDiv(address + Math.max(1, bytes), ALIGNMENT) * ALIGNMENT;
        allocated += bytes;
        return address;
    }

    long allocatedBytes() {
        return allocated;
    }

    /// The host's own array.
    int[] ints(IntTensor t) {
        return ints.get(t.address());
    }

    int[] ints(IntTensor t, int count) {
        return Arrays.copyOf(ints(t), count);
    }

    /// The first `rows` rows.
    INDArray rows(MatrixWeight t, long rows) {
        return view(t, 0, new long[] {rows, t.columns()}, t.columns(), 1);
    }

    /// All of a weight in float32: the memory itself, or bfloat16 numbers widened into scratch memory.
    INDArray widened(MatrixWeight t) {
        INDArray all = rows(t, t.rows());
        return switch (t) {
            case FloatTensor _ -> all;
            case Bfloat16Tensor _ -> all.castTo(DataType.FLOAT);
            case Nf4Tensor _ -> throw new IllegalArgumentException("a tensor in NF4");
        };
    }

    /// A rectangle.
    INDArray block(FloatTensor t, long row, long rows, int column, int columns) {
        return view(t, row * t.columns() + column, new long[] {rows, columns}, t.columns(), 1);
    }

    /// Columns from `column` on as `heads` heads of `size` floats: (rows, heads, size).
    INDArray heads(FloatTensor t, long rows, int column, int heads, int headSize, int size) {
        return view(t, column, new long[] {rows, heads, size}, t.columns(), headSize, 1);
    }

    /// `count` numbers in a row, from number `from` on.
    INDArray flat(MatrixWeight t, long from, long count) {
        return view(t, from, new long[] {count}, 1);
    }

    /// As many numbers in a row, from number `from` on, as a matrix of that shape.
    INDArray matrix(FloatTensor t, long from, long rows, int columns) {
        return view(t, from, new long[] {rows, columns}, columns, 1);
    }

    /// `count` numbers in a row as a column.
    INDArray column(FloatTensor t, long from, long count) {
        return view(t, from, new long[] {count, 1}, 1, 1);
    }

    private INDArray view(MatrixWeight t, long offset, long[] shape, long... strides) {
        var owner = arrays.floorEntry(t.address());
        INDArray array = owner.getValue();
        long first = (t.address() - owner.getKey()) / array.dataType().width() + offset;
        return Nd4j.create(array.data(), shape, strides, first, 'c');
    }

    @Override
    public void close() {
        arrays.values().forEach(INDArray::close);
        arrays.clear();
        ints.clear();
    }
}
