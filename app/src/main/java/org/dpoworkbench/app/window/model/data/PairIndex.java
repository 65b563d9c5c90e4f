package org.dpoworkbench.app.window.model.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Finds and orders rows, away from the ui thread.
final class PairIndex {
    private PairIndex() {}

    /// The places of the rows that a query wants, in its order; equal ones in file order.
    ///
    /// @param stale asked now and then; where it is true, what comes out does not matter any more
    static int[] of(List<PairRow> rows, PairQuery query, BooleanSupplier stale) {
        Optional<Pattern> search = query.search().isBlank()
                ? Optional.empty()
                : Optional.of(Pattern.compile(
                        query.search().strip(), Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
        long problem = query.problem().map(ProblemKind::bit).orElse(-1L);
        int[] found = IntStream.range(0, rows.size())
                .parallel()
                .filter(i -> {
                    PairRow row = rows.get(i);
                    return (query.problem().isEmpty() || (row.problems() & problem) != 0)
                            && query.part().holds(row)
                            && (search.isEmpty() || (!stale.getAsBoolean() && holds(row, search.get())));
                })
                .toArray();
        return query.sort().map(sort -> sorted(rows, found, sort)).orElse(found);
    }

    private static boolean holds(PairRow row, Pattern search) {
        return row.inspected()
                .texts()
                .map(texts -> search.matcher(texts.prompt()).find()
                        || texts.completions().stream()
                                .anyMatch(text -> search.matcher(text).find()))
                .orElse(false);
    }

    /// Sorts keys with the place in the low bits, so that no comparator runs and equal keys keep their
    /// order.
    private static int[] sorted(List<PairRow> rows, int[] found, PairQuery.Sort sort) {
        long[] keys = new long[found.length];
        for (int i = 0; i < found.length; i++) {
            long value = value(rows.get(found[i]), sort.column());
            keys[i] = ((sort.ascending() ? value : -value) << Integer.SIZE) + i;
        }
        Arrays.parallelSort(keys);
        int[] order = new int[found.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = found[(int) keys[i]];
        }
        return order;
    }

    private static long value(PairRow row, PairQuery.Column column) {
        return switch (column) {
            case NUMBER -> row.number();
            case PROMPT_LENGTH -> row.promptLength();
            case ANSWER_LENGTH -> row.answerLength();
            case CHOSEN_LENGTH -> row.chosenLength();
            case REJECTED_LENGTH -> row.rejectedLength();
            case GAP -> row.gap();
            case LABEL -> row.desirable().map(wanted -> wanted ? 1 : 0).orElse(-1);
            case COMPLETIONS -> row.completions();
            case PROBLEMS -> Long.bitCount(row.problems());
        };
    }
}
