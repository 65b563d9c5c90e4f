package org.dpoworkbench.engine.model;

import java.util.Optional;
import org.dpoworkbench.engine.weights.RowOrder;

/// A parameter as checkpoints name and shape it, and where it lies among all of a model's parameters.
///
/// @param name      as `save_pretrained` writes it
/// @param shape     extents as in the file, outermost first
/// @param offset    floats before it
/// @param order     of its rows in memory, where it is not the file's
/// @param embedding whether rows are looked up in it
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never changed
public record ParameterTensor(String name, long[] shape, long offset, Optional<RowOrder> order, boolean embedding) {
    /// How many floats it has.
    public long size() {
        long size = 1;
        for (long extent : shape) {
            size *= extent;
        }
        return size;
    }
}
