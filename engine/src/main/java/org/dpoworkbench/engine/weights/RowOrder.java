package org.dpoworkbench.engine.weights;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The order of a parameter's rows (outputs) in memory where it differs from that in files, so that one way of
/// computing serves families that store the same map in another order, and files stay as they are published.
/// Whatever has a row per output – weights, biases, gradients, moments, an adapter's outer matrix – is in this order in
/// memory and in the file's order in files.
///
/// @param fileRow for each row in memory, which row of the file it is
@SuppressWarnings("ArrayRecordComponent") // made once, never changed
public record RowOrder(int[] fileRow) {

    /// @throws IllegalArgumentException where `fileRow` is no permutation
    public RowOrder {
        boolean[] seen = new boolean[fileRow.length];
        for (int row : fileRow) {
            if (row < 0 || row >= seen.length || seen[row]) {
                throw new IllegalArgumentException("no permutation: " + Arrays.toString(fileRow));
            }
            seen[row] = true;
        }
    }

    /// `[q | k | v]` of files that have each head's query, key and value together: `[q₀ k₀ v₀ | q₁ k₁ v₁ | …]`.
    public static RowOrder togetherByHead(int heads, int headSize) {
        return new RowOrder(IntStream.range(0, 3 * heads * headSize)
                .map(row -> {
                    int part = row / (heads * headSize);
                    int head = row / headSize % heads;
                    return (3 * head + part) * headSize + row % headSize;
                })
                .toArray());
    }

    /// Rotated pairs as (i, i + half) of files that have them as neighbours (2i, 2i + 1). Scores do not depend on the
    /// order of a head's dimensions as long as queries and keys share it.
    ///
    /// @param rotated dimensions of each head that are rotated, from its first on
    public static RowOrder neighboursApart(int heads, int headSize, int rotated) {
        int half = rotated / 2;
        return new RowOrder(IntStream.range(0, heads * headSize)
                .map(row -> {
                    int i = row % headSize;
                    int inFile = i < half ? 2 * i : i < rotated ? 2 * (i - half) + 1 : i;
                    return row - i + inFile;
                })
                .toArray());
    }

    public int rows() {
        return fileRow.length;
    }

    /// For each row in the file, which row in memory it is.
    public int[] memoryRow() {
        int[] memory = new int[fileRow.length];
        for (int row = 0; row < memory.length; row++) {
            memory[fileRow[row]] = row;
        }
        return memory;
    }
}
