package org.dpoworkbench.engine.model;

import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.IntTensor;
import org.dpoworkbench.engine.compute.Segments;

/// The layer after which only the rows that predict a scored token are looked at. All rows have keys and values in it;
/// what comes after attention is computed for those few alone, where the layer's form allows.
final class LastLayer {
    private final Backend backend;
    private final DecoderLayer layer;
    private final Kept kept;
    private final Scratch scratch;
    private final Optional<Few> few;
    private final FloatTensor stream; // (rows, width)

    /// Memory of the chosen rows, one after the other: the layer's own but for these.
    ///
    /// @param kept    its input and what attention made are the chosen rows'
    /// @param scratch its gradient of what attention made is the chosen rows'
    private record Few(Kept kept, Scratch scratch) {}

    /// @param stream (rows, width) used between the layers' passes by nobody else
    LastLayer(Backend backend, DecoderLayer layer, Kept kept, Scratch scratch, FloatTensor stream) {
        this.backend = backend;
        this.layer = layer;
        this.kept = kept;
        this.scratch = scratch;
        this.stream = stream;
        few = layer.hasUpperPart() ? Optional.of(few()) : Optional.empty();
    }

    @SuppressWarnings("ReferenceEquality") // the one tensor that stands for none
    private Few few() {
        FloatTensor attended = like(kept.attended());
        FloatTensor dAttended = scratch.attended() == FloatTensor.NONE ? FloatTensor.NONE : like(scratch.attended());
        return new Few(kept.withInput(stream).withAttended(attended), scratch.withAttended(dAttended));
    }

    private FloatTensor like(FloatTensor other) {
        return backend.floats(other.rows(), other.columns());
    }

    /// @param chosen rows of the micro-batch
    /// @param count  of them
    /// @param out    (count, width) the residual stream after the layer in the chosen rows
    void forward(int rows, IntTensor positions, Segments segments, IntTensor chosen, int count, FloatTensor out) {
        if (few.isEmpty()) {
            layer.forward(backend, rows, positions, segments, kept, scratch, stream);
            backend.gather(count, chosen, stream, out, false);
            return;
        }
        layer.project(backend, rows, positions, kept, scratch);
        backend.attention(layer.attention().shape(), segments, kept.qkv(), kept.attended(), kept.logSumExp());
        backend.gather(count, chosen, kept.input(), few.get().kept().input(), false);
        backend.gather(count, chosen, kept.attended(), few.get().kept().attended(), false);
        layer.finish(backend, count, few.get().kept(), scratch, out);
    }

    /// @param dOut    (count, width) gradient of what [#forward] wrote; changed
    /// @param dStream (rows, width) gradient of the layer's input, written
    void backward(
            int rows,
            IntTensor positions,
            Segments segments,
            IntTensor chosen,
            int count,
            FloatTensor dOut,
            FloatTensor dStream) {
        backend.fill(dStream.slice(0, rows), 0);
        if (few.isEmpty()) {
            backend.scatterAdd(count, chosen, dOut, dStream);
            layer.backward(backend, rows, positions, segments, kept, scratch, dStream);
            return;
        }
        layer.backwardUpper(backend, count, few.get().kept(), few.get().scratch(), dOut);
        backend.scatterAdd(count, chosen, dOut, dStream);
        backend.fill(scratch.attended().slice(0, rows), 0);
        backend.scatterAdd(count, chosen, few.get().scratch().attended(), scratch.attended());
        layer.backwardLower(backend, rows, positions, segments, kept, scratch, dStream);
    }
}
