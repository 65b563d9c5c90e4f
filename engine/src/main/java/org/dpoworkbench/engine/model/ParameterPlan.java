package org.dpoworkbench.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.weights.RowOrder;

/// Where each parameter of a decoder will lie, before there is memory for it. Matrices come first, then biases and norm
/// weights, since weight decay acts on the former only: the optimiser then needs two ranges. Matrices that are applied
/// to the same
/// input (queries, keys, values; gate, up) lie side by side, so that one product serves them all.
final class ParameterPlan {

    /// Parameters that are one matrix or vector for computing.
    ///
    /// @param rows    of the whole
    /// @param columns of the whole
    /// @param table   whether rows are looked up in it, or logits made of it
    record Fused(long offset, long rows, int columns, boolean inputMajor, boolean table) {}

    /// One part of a fused parameter.
    ///
    /// @param order of its outputs in memory, where it is not the file's
    record Part(String name, int outputs, Optional<RowOrder> order) {
        Part(String name, int outputs) {
            this(name, outputs, Optional.empty());
        }
    }

    private final List<Fused> fusedMatrices = new ArrayList<>();
    private final List<ParameterTensor> matrices = new ArrayList<>();
    private final List<ParameterTensor> vectors = new ArrayList<>();
    private long matrixFloats;
    private long vectorFloats;

    /// Linear maps from `inputs` to the parts' outputs, one under the other. Input-major maps are never fused, and
    /// their outputs are in the file's order.
    Fused matrix(int inputs, boolean inputMajor, List<Part> parts) {
        if (inputMajor && parts.stream().anyMatch(part -> part.order().isPresent())) {
            throw new IllegalArgumentException("the outputs of an input-major map are columns; they have no order");
        }
        return matrix(inputs, inputMajor, false, false, parts);
    }

    private Fused matrix(int inputs, boolean inputMajor, boolean table, boolean embedding, List<Part> parts) {
        long offset = matrixFloats;
        int outputs = parts.stream().mapToInt(Part::outputs).sum();
        for (Part part : parts) {
            long[] shape = inputMajor ? new long[] {inputs, part.outputs()} : new long[] {part.outputs(), inputs};
            matrices.add(new ParameterTensor(part.name(), shape, matrixFloats, part.order(), embedding));
            matrixFloats += (long) inputs * part.outputs();
        }
        Fused fused = inputMajor
                ? new Fused(offset, inputs, outputs, true, table)
                : new Fused(offset, outputs, inputs, false, table);
        fusedMatrices.add(fused);
        return fused;
    }

    /// A table of `rows` embeddings.
    Fused embeddings(String name, int rows, int width) {
        return matrix(width, false, true, true, List.of(new Part(name, rows)));
    }

    /// A table of `rows` tokens that logits are made of.
    Fused head(String name, int rows, int width) {
        return matrix(width, false, true, false, List.of(new Part(name, rows)));
    }

    /// Biases or norm weights, one after the other. Their offset counts from the first vector.
    Fused vector(List<Part> parts) {
        long offset = vectorFloats;
        int width = parts.stream().mapToInt(Part::outputs).sum();
        for (Part part : parts) {
            vectors.add(
                    new ParameterTensor(part.name(), new long[] {part.outputs()}, vectorFloats, part.order(), false));
            vectorFloats += part.outputs();
        }
        return new Fused(offset, 1, width, false, false);
    }

    /// All matrices, as they are for computing.
    List<Fused> fusedMatrices() {
        return List.copyOf(fusedMatrices);
    }

    long matrixFloats() {
        return matrixFloats;
    }

    long vectorFloats() {
        return vectorFloats;
    }

    /// Every parameter with its place among all.
    List<ParameterTensor> tensors() {
        List<ParameterTensor> all = new ArrayList<>(matrices);
        for (ParameterTensor v : vectors) {
            all.add(new ParameterTensor(v.name(), v.shape(), matrixFloats + v.offset(), v.order(), false));
        }
        return List.copyOf(all);
    }
}
