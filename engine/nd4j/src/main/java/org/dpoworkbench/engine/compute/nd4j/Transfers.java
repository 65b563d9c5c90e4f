package org.dpoworkbench.engine.compute.nd4j;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.Consumer;
import org.dpoworkbench.engine.compute.Bfloat16Tensor;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.MatrixWeight;
import org.dpoworkbench.engine.compute.Nf4Tensor;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/// Numbers to and from the host, through Java's arrays: ND4J then keeps its copies on host and card alike by itself,
/// which addresses into its memory would bypass. bfloat16 numbers travel as the float32 of the same value, so that
/// converting them rounds nothing.
final class Transfers implements AutoCloseable {
    /// Numbers at a time.
    private static final int PIECE = 1 << 24;

    private final TensorArrays tensors;
    private final Scratch scratch;
    private Arena arena = Arena.ofShared();
    private MemorySegment buffer = MemorySegment.NULL;

    Transfers(TensorArrays tensors, Scratch scratch) {
        this.tensors = tensors;
        this.scratch = scratch;
    }

    /// The first `count` numbers of `source` become those of the tensor from number `from` on.
    void put(float[] source, int count, MatrixWeight target, long from) {
        if (count > 0) {
            try (MemoryWorkspace _ = scratch.open()) {
                float[] all = source.length == count ? source : Arrays.copyOf(source, count);
                tensors.flat(target, from, count).assign(Nd4j.createFromArray(all));
            }
        }
    }

    float[] get(FloatTensor source, long from, int count) {
        if (count == 0) {
            return new float[0];
        }
        try (MemoryWorkspace _ = scratch.open()) {
            return tensors.flat(source, from, count).dup().data().asFloat();
        }
    }

    /// A copy that the next call of this or of [#write] overwrites.
    MemorySegment read(FloatTensor tensor) {
        MemorySegment copy = reserve(tensor.size() * Float.BYTES);
        for (long from = 0; from < tensor.size(); from += PIECE) {
            int count = (int) Math.min(PIECE, tensor.size() - from);
            MemorySegment.copy(get(tensor, from, count), 0, copy, ValueLayout.JAVA_FLOAT, from * Float.BYTES, count);
        }
        return copy;
    }

    void write(MatrixWeight tensor, Consumer<MemorySegment> writer) {
        long size = tensor.rows() * tensor.columns();
        MemorySegment copy = reserve(tensor.bytes());
        writer.accept(copy);
        for (long from = 0; from < size; from += PIECE) {
            float[] piece = new float[(int) Math.min(PIECE, size - from)];
            switch (tensor) {
                case FloatTensor _ ->
                    MemorySegment.copy(copy, ValueLayout.JAVA_FLOAT, from * Float.BYTES, piece, 0, piece.length);
                case Bfloat16Tensor _ -> {
                    for (int i = 0; i < piece.length; i++) {
                        piece[i] = Bfloat16Tensor.widen(copy.getAtIndex(ValueLayout.JAVA_SHORT, from + i));
                    }
                }
                case Nf4Tensor _ -> throw new IllegalArgumentException("a tensor in NF4");
            }
            put(piece, piece.length, tensor, from);
        }
    }

    private MemorySegment reserve(long bytes) {
        if (buffer.byteSize() < bytes) {
            arena.close();
            arena = Arena.ofShared();
            buffer = arena.allocate(bytes, Long.BYTES);
        }
        return buffer.asSlice(0, bytes);
    }

    @Override
    public void close() {
        arena.close();
    }
}
