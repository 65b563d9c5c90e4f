package org.dpoworkbench.app.window.model.data;

import java.util.List;

/// How many records have a problem.
public record ProblemCount(ProblemKind kind, int records) {

    /// The problems that occur, the gravest first.
    static List<ProblemCount> of(List<PairRow> rows) {
        int[] counts = new int[ProblemKind.kinds().size()];
        for (PairRow row : rows) {
            for (long left = row.problems(); left != 0; left &= left - 1) {
                counts[Long.numberOfTrailingZeros(left)]++;
            }
        }
        return ProblemKind.kinds().stream()
                .filter(kind -> counts[kind.number()] > 0)
                .map(kind -> new ProblemCount(kind, counts[kind.number()]))
                .toList();
    }
}
