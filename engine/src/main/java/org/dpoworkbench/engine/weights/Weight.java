package org.dpoworkbench.engine.weights;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/// A tensor in one of a model's files.
///
/// @param file open for as long as the [WeightFiles] it came from
public record Weight(SafetensorsFile file, TensorInfo info) {

    /// Extents, outermost first.
    public long[] shape() {
        return info.shape();
    }

    /// Whether the other holds the same numbers in the same type and shape.
    boolean equalsIn(Weight other) {
        return info.dtype() == other.info.dtype()
                && Arrays.equals(info.shape(), other.info.shape())
                && file.same(info, other.file, other.info);
    }

    /// Copies it as float32, its rows in the given order.
    ///
    /// @see SafetensorsFile#readFloats(TensorInfo, Optional, MemorySegment, long)
    public void readFloats(Optional<RowOrder> order, MemorySegment target, long targetByteOffset) {
        file.readFloats(info, order, target, targetByteOffset);
    }

    /// Hands it over as float32 piece by piece, its rows in the given order.
    ///
    /// @see SafetensorsFile#forEachPiece(TensorInfo, Optional, SafetensorsFile.Piece)
    public void forEachPiece(Optional<RowOrder> order, SafetensorsFile.Piece piece) {
        file.forEachPiece(info, order, piece);
    }

    /// Copies it as bfloat16, its rows in the given order.
    ///
    /// @see SafetensorsFile#readBfloat16s(TensorInfo, Optional, MemorySegment, long)
    public void readBfloat16s(Optional<RowOrder> order, MemorySegment target, long targetByteOffset) {
        file.readBfloat16s(info, order, target, targetByteOffset);
    }
}
