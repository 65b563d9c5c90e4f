package org.dpoworkbench.engine.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.Bfloat16Tensor;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.compute.MatrixWeight;
import org.dpoworkbench.engine.compute.Nf4;
import org.dpoworkbench.engine.compute.Nf4Tensor;
import org.dpoworkbench.engine.compute.Nf4Writer;
import org.dpoworkbench.engine.compute.Vector;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.Weight;

/// All weights of a decoder in one piece of memory, and, where they are trained, all gradients in another of the same
/// layout. Where they are not, matrices may be kept in smaller number types, those of each in a piece of their own.
public final class Parameters {
    private final Backend backend;
    private final List<ParameterTensor> tensors;
    private final long count;
    private final long matrixNumbers;
    private final NavigableMap<Long, Small> small = new TreeMap<>(); // by the numbers before each matrix
    private final FloatTensor floats;
    private final FloatTensor gradients;

    /// A matrix in a smaller number type.
    ///
    /// @param transposed whether its rows are the file's columns
    private record Small(MatrixWeight weight, boolean transposed) {}

    private Parameters(Backend backend, ParameterPlan plan, FrozenDtype dtype, boolean trained) {
        this.backend = backend;
        tensors = plan.tensors();
        matrixNumbers = plan.matrixFloats();
        count = matrixNumbers + plan.vectorFloats();
        switch (dtype) {
            case FLOAT32 -> {}
            case BFLOAT16 -> placeBfloat16s(plan.fusedMatrices());
            // Tables stay bfloat16, as in QLoRA.
            case NF4 -> {
                placeBfloat16s(plan.fusedMatrices().stream()
                        .filter(ParameterPlan.Fused::table)
                        .toList());
                placeNf4s(plan.fusedMatrices().stream()
                        .filter(matrix -> !matrix.table())
                        .toList());
            }
        }
        floats = backend.floats(plan.vectorFloats() + (small.isEmpty() ? matrixNumbers : 0), 1);
        gradients = trained ? backend.floats(floats.size(), 1) : FloatTensor.NONE;
    }

    private void placeBfloat16s(List<ParameterPlan.Fused> matrices) {
        long numbers = matrices.stream().mapToLong(m -> m.rows() * m.columns()).sum();
        Bfloat16Tensor all = backend.bfloat16s(numbers, 1);
        long from = 0;
        for (ParameterPlan.Fused matrix : matrices) {
            long size = matrix.rows() * matrix.columns();
            small.put(
                    matrix.offset(), new Small(all.slice(from, size).reshape(matrix.rows(), matrix.columns()), false));
            from += size;
        }
    }

    /// A row is an output always: blocks lie along a map's inputs, as those of bitsandbytes do.
    private void placeNf4s(List<ParameterPlan.Fused> matrices) {
        List<Nf4Tensor> shapes = matrices.stream()
                .map(m -> m.inputMajor()
                        ? new Nf4Tensor(0, m.columns(), Math.toIntExact(m.rows()))
                        : new Nf4Tensor(0, m.rows(), m.columns()))
                .toList();
        long blocks = shapes.stream().mapToLong(m -> m.rows() * m.blocks()).sum();
        Nf4Tensor all = backend.nf4s(blocks, Nf4.BLOCK);
        long from = 0;
        for (int m = 0; m < shapes.size(); m++) {
            Nf4Tensor shape = shapes.get(m);
            ParameterPlan.Fused matrix = matrices.get(m);
            small.put(matrix.offset(), new Small(all.matrix(from, shape.rows(), shape.columns()), matrix.inputMajor()));
            from += shape.rows() * shape.blocks();
        }
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
                + small.values().stream().mapToLong(m -> m.weight().bytes()).sum();
    }

    /// Copies a tensor of a file into its place, converted to the number type that it is kept in.
    void read(ParameterTensor tensor, Weight weight) {
        if (small.isEmpty() || tensor.offset() >= matrixNumbers) {
            long from = tensor.offset() - (small.isEmpty() ? 0 : matrixNumbers);
            backend.write(floats.slice(from, tensor.size()), into -> weight.readFloats(tensor.order(), into, 0));
            return;
        }
        Map.Entry<Long, Small> matrix = small.floorEntry(tensor.offset());
        long before = tensor.offset() - matrix.getKey();
        switch (matrix.getValue().weight()) {
            case Bfloat16Tensor all -> {
                long rows = tensor.size() / all.columns();
                backend.write(
                        all.slice(before / all.columns(), rows), into -> weight.readBfloat16s(tensor.order(), into, 0));
            }
            case Nf4Tensor all -> {
                Nf4Tensor place = all.slice(before / all.columns(), tensor.size() / all.columns());
                boolean transposed = matrix.getValue().transposed();
                backend.write(place, into -> readNf4(tensor, weight, place, transposed, into));
            }
            case FloatTensor _ -> throw new IllegalStateException("a small matrix is not float32");
        }
    }

    private static void readNf4(
            ParameterTensor tensor, Weight weight, Nf4Tensor place, boolean transposed, MemorySegment into) {
        Nf4Writer writer = new Nf4Writer(place, into);
        if (transposed) {
            writeTransposed(tensor, weight, writer);
        } else {
            weight.forEachPiece(
                    tensor.order(), (MemorySegment piece, long length, long _) -> writer.write(piece, length));
        }
        if (!writer.finite()) {
            throw new UserError(tensor.name() + " has numbers that are not finite, and NF4 has none for them."
                    + " Are the weights damaged?");
        }
    }

    private static void writeTransposed(ParameterTensor tensor, Weight weight, Nf4Writer writer) {
        int rows = Math.toIntExact(tensor.shape()[0]);
        int columns = Math.toIntExact(tensor.shape()[1]);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = arena.allocate(ValueLayout.JAVA_FLOAT, tensor.size());
            MemorySegment column = arena.allocate(ValueLayout.JAVA_FLOAT, rows);
            weight.readFloats(tensor.order(), all, 0);
            for (int c = 0; c < columns; c++) {
                for (int r = 0; r < rows; r++) {
                    column.setAtIndex(
                            ValueLayout.JAVA_FLOAT, r, all.getAtIndex(ValueLayout.JAVA_FLOAT, (long) r * columns + c));
                }
                writer.write(column, rows);
            }
        }
    }

    Matrix matrix(ParameterPlan.Fused place) {
        if (small.isEmpty()) {
            return new Matrix(view(floats, place, 0), view(gradients, place, 0), place.inputMajor());
        }
        Small matrix = small.get(place.offset());
        return Matrix.frozen(matrix.weight(), place.inputMajor() && !matrix.transposed());
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
