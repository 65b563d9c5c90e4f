package org.dpoworkbench.engine.model;

import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.Bfloat16Tensor;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.compute.MatrixWeight;
import org.dpoworkbench.engine.compute.Vector;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.weights.Weight;

/// All weights of a decoder in one piece of memory, and, where they are trained, all gradients in another of the same
/// layout. Where they are not, the matrices may be kept in bfloat16, in a piece of their own.
public final class Parameters {
    private final Backend backend;
    private final List<ParameterTensor> tensors;
    private final long matrixNumbers;
    private final Optional<Bfloat16Tensor> small;
    private final FloatTensor floats;
    private final FloatTensor gradients;

    private Parameters(Backend backend, ParameterPlan plan, FrozenDtype dtype, boolean trained) {
        this.backend = backend;
        tensors = plan.tensors();
        matrixNumbers = plan.matrixFloats();
        small = dtype == FrozenDtype.BFLOAT16
                ? Optional.of(backend.bfloat16s(plan.matrixFloats(), 1))
                : Optional.empty();
        floats = backend.floats(plan.vectorFloats() + (small.isPresent() ? 0 : matrixNumbers), 1);
        gradients = trained ? backend.floats(floats.size(), 1) : FloatTensor.NONE;
    }

    /// Weights in float32.
    ///
    /// @param trained whether there are gradients
    static Parameters floats(Backend backend, ParameterPlan plan, boolean trained) {
        return new Parameters(backend, plan, FrozenDtype.FLOAT32, trained);
    }

    /// Weights that are never changed, matrices in this number type.
    static Parameters frozen(Backend backend, ParameterPlan plan, FrozenDtype dtype) {
        return new Parameters(backend, plan, dtype, false);
    }

    /// Every parameter, matrices first.
    public List<ParameterTensor> tensors() {
        return tensors;
    }

    /// (parameters, 1)
    ///
    /// @throws IllegalStateException where matrices are bfloat16
    public FloatTensor weights() {
        if (small.isPresent()) {
            throw new IllegalStateException("the matrices are bfloat16");
        }
        return floats;
    }

    /// (parameters, 1)
    public FloatTensor gradients() {
        return gradients;
    }

    /// How many floats, from the first, weight decay acts on: all but biases and norm weights.
    public long decayed() {
        return matrixNumbers;
    }

    public long count() {
        return floats.size() + small.map(Bfloat16Tensor::size).orElse(0L);
    }

    /// Bytes of all weights.
    public long weightBytes() {
        return floats.size() * Float.BYTES + small.map(Bfloat16Tensor::size).orElse(0L) * Short.BYTES;
    }

    /// Copies a tensor of a file into its place, converted to the number type that it is kept in.
    void read(ParameterTensor tensor, Weight weight) {
        if (small.isEmpty()) {
            backend.write(
                    floats.slice(tensor.offset(), tensor.size()), into -> weight.readFloats(tensor.order(), into, 0));
        } else if (tensor.offset() < matrixNumbers) {
            backend.write(
                    small.get().slice(tensor.offset(), tensor.size()),
                    into -> weight.readBfloat16s(tensor.order(), into, 0));
        } else {
            backend.write(
                    floats.slice(tensor.offset() - matrixNumbers, tensor.size()),
                    into -> weight.readFloats(tensor.order(), into, 0));
        }
    }

    Matrix matrix(ParameterPlan.Fused place) {
        long size = place.rows() * place.columns();
        MatrixWeight weight = small.isPresent()
                ? small.get().slice(place.offset(), size).reshape(place.rows(), place.columns())
                : view(floats, place, 0);
        return new Matrix(weight, view(gradients, place, 0), place.inputMajor());
    }

    Vector vector(ParameterPlan.Fused place) {
        return new Vector(
                view(floats, place, small.isPresent() ? 0 : matrixNumbers), view(gradients, place, matrixNumbers));
    }

    private static FloatTensor view(FloatTensor all, ParameterPlan.Fused place, long base) {
        if (all.equals(FloatTensor.NONE)) {
            return FloatTensor.NONE;
        }
        long size = place.rows() * place.columns();
        return all.slice(base + place.offset(), size).reshape(place.rows(), place.columns());
    }
}
