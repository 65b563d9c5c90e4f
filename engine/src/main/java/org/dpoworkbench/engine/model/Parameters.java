package org.dpoworkbench.engine.model;

import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.compute.Vector;

/// All weights of a decoder in one piece of memory, and, where it is trained, all gradients in another of the same
/// layout.
public final class Parameters {
    private static final FloatTensor NONE = new FloatTensor(0, 0, 1);

    private final List<ParameterTensor> tensors;
    private final long decayed;
    private final FloatTensor weights;
    private final FloatTensor gradients;

    /// @param trained whether there are gradients; without them a backward pass fails
    Parameters(Backend backend, ParameterPlan plan, boolean trained) {
        tensors = plan.tensors();
        decayed = plan.matrixFloats();
        long floats = plan.matrixFloats() + plan.vectorFloats();
        weights = backend.floats(floats, 1);
        gradients = trained ? backend.floats(floats, 1) : NONE;
    }

    /// Every parameter, matrices first.
    public List<ParameterTensor> tensors() {
        return tensors;
    }

    /// (parameters, 1)
    public FloatTensor weights() {
        return weights;
    }

    /// (parameters, 1)
    public FloatTensor gradients() {
        return gradients;
    }

    /// How many floats, from the first, weight decay acts on: all but biases and norm weights.
    public long decayed() {
        return decayed;
    }

    public long count() {
        return weights.size();
    }

    Matrix matrix(ParameterPlan.Fused place) {
        return new Matrix(view(weights, place, 0), view(gradients, place, 0), place.inputMajor());
    }

    Vector vector(ParameterPlan.Fused place) {
        return new Vector(view(weights, place, decayed), view(gradients, place, decayed));
    }

    private static FloatTensor view(FloatTensor all, ParameterPlan.Fused place, long base) {
        if (all == NONE) {
            return NONE;
        }
        long floats = place.rows() * place.columns();
        return all.slice(base + place.offset(), floats).reshape(place.rows(), place.columns());
    }
}
