package org.dpoworkbench.engine.compute;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Sizes at which kernels go wrong: one, odd, one beside a vector's or tile's length, and more than one tile.
final class Sizes {
    private static final int[] SIZES = {1, 3, 15, 16, 17, 31, 33, 64, 65, 100};

    private Sizes() {}

    /// Rows and columns, every size beside every other, and some that are shared out over threads.
    static Stream<Arguments> pairs() {
        Stream.Builder<Arguments> all = Stream.builder();
        for (int rows : SIZES) {
            for (int columns : SIZES) {
                all.add(Arguments.of(rows, columns));
            }
        }
        return Stream.concat(
                all.build(), Stream.of(Arguments.of(700, 33), Arguments.of(3, 4097), Arguments.of(130, 1000)));
    }

    /// Rows, inputs and outputs: every size in every place.
    static Stream<Arguments> triples() {
        Stream.Builder<Arguments> all = Stream.builder();
        int n = SIZES.length;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 3; k++) {
                all.add(Arguments.of(SIZES[i], SIZES[(3 * i + k) % n], SIZES[(7 * i + 3 * k + 1) % n]));
            }
        }
        return Stream.concat(all.build(), Stream.of(Arguments.of(500, 65, 33), Arguments.of(17, 33, 500)));
    }
}
