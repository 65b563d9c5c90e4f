package org.dpoworkbench.app.window.model.data;

import java.util.List;
import java.util.Optional;
import org.dpoworkbench.app.chart.Bins;
import org.dpoworkbench.engine.data.CompletionStatistics;
import org.dpoworkbench.engine.data.LabelledStatistics;
import org.dpoworkbench.engine.data.LengthSummary;
import org.dpoworkbench.engine.data.PairStatistics;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.text.DataAccount;

/// The lengths of the records in use, ready to be drawn.
public sealed interface LengthPicture {
    int BINS = 60;

    /// Prompt and one completion together, in tokens.
    int maxLength();

    /// Of pairs and of rankings, whose ends are held against each other.
    ///
    /// @param chosen     tokens of chosen or best answers, in the same bins as `rejected`
    /// @param gap        chosen less rejected, tokens
    /// @param statistics over the same pairs
    /// @param ranked     whether they are rankings
    record OfPairs(Bins chosen, Bins rejected, Bins gap, int maxLength, PairStatistics statistics, boolean ranked)
            implements LengthPicture {}

    /// Of single completions with a label.
    ///
    /// @param desirable tokens of wanted answers, in the same bins as `undesirable`
    record ByLabel(Bins desirable, Bins undesirable, int maxLength, LabelledStatistics statistics)
            implements LengthPicture {}

    /// Of single completions.
    record OfCompletions(Bins completion, int maxLength, CompletionStatistics statistics) implements LengthPicture {}

    static Optional<LengthPicture> of(DataAccount account, RecordKind kind, List<PairRow> rows) {
        List<PairRow> used =
                rows.stream().filter(row -> row.inspected().isUsed()).toList();
        int maxLength = account.report().maxLength();
        return account.report().statistics().map(statistics -> switch (statistics) {
            case PairStatistics pairs -> ofPairs(pairs, used, maxLength, kind == RecordKind.RANKINGS);
            case LabelledStatistics labelled -> byLabel(labelled, used, maxLength);
            case CompletionStatistics completions ->
                new OfCompletions(
                        Bins.of(lengths(used), 0, longest(Optional.of(completions.completion())), BINS),
                        maxLength,
                        completions);
        });
    }

    private static OfPairs ofPairs(PairStatistics statistics, List<PairRow> used, int maxLength, boolean ranked) {
        int[] rejected = used.stream().mapToInt(PairRow::rejectedLength).toArray();
        int[] gap = used.stream().mapToInt(PairRow::gap).toArray();
        double longest = Math.max(
                high(statistics.chosen().max(), statistics.chosen().p95()),
                high(statistics.rejected().max(), statistics.rejected().p95()));
        double widest = Math.max(
                high(Math.abs(statistics.gap().max()), Math.abs(statistics.gap().p95())),
                high(Math.abs(statistics.gap().min()), Math.abs(statistics.gap().p5())));
        return new OfPairs(
                Bins.of(lengths(used), 0, longest, BINS),
                Bins.of(rejected, 0, longest, BINS),
                Bins.of(gap, -widest, widest, BINS + 1),
                maxLength,
                statistics,
                ranked);
    }

    private static ByLabel byLabel(LabelledStatistics statistics, List<PairRow> used, int maxLength) {
        double longest = Math.max(longest(statistics.wantedLength()), longest(statistics.unwantedLength()));
        return new ByLabel(
                Bins.of(lengths(labelled(used, true)), 0, longest, BINS),
                Bins.of(lengths(labelled(used, false)), 0, longest, BINS),
                maxLength,
                statistics);
    }

    private static List<PairRow> labelled(List<PairRow> rows, boolean desirable) {
        return rows.stream()
                .filter(row -> row.desirable().equals(Optional.of(desirable)))
                .toList();
    }

    private static int[] lengths(List<PairRow> rows) {
        return rows.stream().mapToInt(PairRow::answerLength).toArray();
    }

    private static double longest(Optional<LengthSummary> lengths) {
        return lengths.map(summary -> high(summary.max(), summary.p95())).orElse(1.0);
    }

    /// A few far outliers must not press everything else into one bar: they are counted in the last bin.
    private static double high(double max, double p95) {
        return Math.max(1, Math.min(max, 3 * p95 + 8));
    }
}
