package org.dpoworkbench.engine.compute;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Packings of micro-batches and shapes of heads at which attention goes wrong.
final class Layouts {
    private static final int TILE = 64;

    private Layouts() {}

    /// Prompts with their completions.
    ///
    /// @param name   what is special
    /// @param groups rows of the prompt (0: none), then rows of each completion
    record Layout(String name, List<int[]> groups) {
        /// Rows that belong to no segment lie before the first group and between groups.
        Segments segments() {
            int count = groups.stream().mapToInt(g -> g.length).sum();
            Segments segments = new Segments(count);
            int row = 2;
            for (int[] group : groups) {
                int prompt = row;
                if (group[0] > 0) {
                    segments.add(row, group[0], 0, 0);
                    row += group[0];
                }
                for (int c = 1; c < group.length; c++) {
                    segments.add(row, group[c], prompt, group[0]);
                    row += group[c];
                }
                segments.endGroup();
                row++;
            }
            return segments;
        }

        int rows() {
            return 2
                    + groups.stream()
                            .mapToInt(g -> 1 + java.util.Arrays.stream(g).sum())
                            .sum();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Layout> LAYOUTS = List.of(
            new Layout("one token", List.of(new int[] {1})),
            new Layout("a prompt with two completions", List.of(new int[] {5, 3, 4})),
            new Layout("no prompt", List.of(new int[] {0, 7, 1})),
            new Layout("segments of one token", List.of(new int[] {1, 1, 1}, new int[] {0, 1})),
            new Layout("several groups", List.of(new int[] {15, 16, 17}, new int[] {0, 9}, new int[] {31, 1, 2, 3})),
            new Layout("segments of one tile and one row more", List.of(new int[] {TILE, TILE, TILE + 1})),
            new Layout("segments of several tiles", List.of(new int[] {TILE + 6, 2 * TILE + 2, TILE + 1})),
            new Layout("a context of several tiles", List.of(new int[] {3 * TILE + 8, 3, TILE + 2})));

    private static final List<AttentionShape> SHAPES = List.of(
            new AttentionShape(1, 1, 1, 1),
            new AttentionShape(4, 4, 8, 0.3535534f),
            new AttentionShape(6, 2, 17, 0.2425356f),
            new AttentionShape(3, 1, 33, 0.1740777f),
            new AttentionShape(2, 2, 64, 0.125f),
            new AttentionShape(2, 1, 100, 0.1f),
            new AttentionShape(4, 2, 8, 0.3535534f).withWindow(1),
            new AttentionShape(4, 2, 8, 0.3535534f).withWindow(7).withCap(2),
            new AttentionShape(2, 1, 17, 0.2425356f).withWindow(TILE),
            new AttentionShape(2, 1, 17, 0.2425356f).withWindow(TILE + 3).withCap(50),
            new AttentionShape(2, 2, 16, 0.25f).withCap(1.5f));

    /// Every layout with every shape.
    static Stream<Arguments> withShapes() {
        return LAYOUTS.stream().flatMap(layout -> SHAPES.stream().map(shape -> Arguments.of(layout, shape)));
    }
}
