package org.dpoworkbench.engine.model;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.Bfloat16Tensor;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.compute.MatrixWeight;
import org.dpoworkbench.engine.compute.Nf4Tensor;
import org.dpoworkbench.engine.compute.Nf4Writer;
import org.dpoworkbench.engine.compute.Vector;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.Weight;

/// All weights of a decoder in one piece of memory, and, where they are trained, all gradients in another of the same
/// layout. Where they are not, each matrix may be kept in a smaller number type, in a piece of its own.
public final class Parameters {
    private final Backend backend;
    private final List<ParameterTensor> tensors;
    private final long count;
    private final long matrixNumbers;
    private final NavigableMap<Long, MatrixWeight> small = new TreeMap<>(); // by the numbers before each matrix
    private final FloatTensor floats;
    private final FloatTensor gradients;

    private Parameters(Backend backend, ParameterPlan plan, FrozenDtype dtype, boolean trained) {
        this.backend = backend;
        tensors = plan.tensors();
        matrixNumbers = plan.matrixFloats();
        count = matrixNumbers + plan.vectorFloats();
        if (dtype != FrozenDtype.FLOAT32) {
            for (ParameterPlan.Fused matrix : plan.fusedMatrices()) {
                small.put(matrix.offset(), small(matrix, dtype));
            }
        }
        floats = backend.floats(plan.vectorFloats() + (small.isEmpty() ? matrixNumbers : 0), 1);
        gradients = trained ? backend.floats(floats.size(), 1) : FloatTensor.NONE;
    }

    /// Tables stay bfloat16 where linear maps are NF4, as in QLoRA.
    private MatrixWeight small(ParameterPlan.Fused matrix, FrozenDtype dtype) {
        return dtype == FrozenDtype.NF4 && !matrix.table()
                ? backend.nf4s(matrix.rows(), matrix.columns())
                : backend.bfloat16s(matrix.rows(), matrix.columns());
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
    /// @throws IllegalStateException where matrices are not float32
    public FloatTensor weights() {
        if (!small.isEmpty()) {
            throw new IllegalStateException("the matrices are not float32");
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
        return count;
    }

    /// Bytes of all weights.
    public long weightBytes() {
        return floats.bytes()
                + small.values().stream().mapToLong(MatrixWeight::bytes).sum();
    }

    /// Copies a tensor of a file into its place, converted to the number type that it is kept in.
    void read(ParameterTensor tensor, Weight weight) {
        if (small.isEmpty() || tensor.offset() >= matrixNumbers) {
            long from = tensor.offset() - (small.isEmpty() ? 0 : matrixNumbers);
            backend.write(floats.slice(from, tensor.size()), into -> weight.readFloats(tensor.order(), into, 0));
            return;
        }
        Map.Entry<Long, MatrixWeight> matrix = small.floorEntry(tensor.offset());
        int columns = matrix.getValue().columns();
        long from = (tensor.offset() - matrix.getKey()) / columns;
        long rows = tensor.size() / columns;
        switch (matrix.getValue()) {
            case Bfloat16Tensor all ->
                backend.write(all.slice(from, rows), into -> weight.readBfloat16s(tensor.order(), into, 0));
            case Nf4Tensor all -> readNf4(tensor, weight, all.slice(from, rows));
            case FloatTensor _ -> throw new IllegalStateException("a small matrix is not float32");
        }
    }

    private void readNf4(ParameterTensor tensor, Weight weight, Nf4Tensor place) {
        backend.write(place, into -> {
            Nf4Writer writer = new Nf4Writer(place, into);
            weight.forEachPiece(
                    tensor.order(), (MemorySegment piece, long length, long _) -> writer.write(piece, length));
            if (!writer.finite()) {
                throw new UserError(tensor.name() + " has numbers that are not finite, and NF4 has none for them."
                        + " Are the weights damaged?");
            }
        });
    }

    Matrix matrix(ParameterPlan.Fused place) {
        MatrixWeight weight = small.isEmpty() ? view(floats, place, 0) : small.get(place.offset());
        return new Matrix(weight, view(gradients, place, 0), place.inputMajor());
    }

    Vector vector(ParameterPlan.Fused place) {
        return new Vector(
                view(floats, place, small.isEmpty() ? matrixNumbers : 0), view(gradients, place, matrixNumbers));
    }

    private static FloatTensor view(FloatTensor all, ParameterPlan.Fused place, long base) {
        if (all.equals(FloatTensor.NONE)) {
            return FloatTensor.NONE;
        }
        long size = place.rows() * place.columns();
        return all.slice(base + place.offset(), size).reshape(place.rows(), place.columns());
    }
}
