package org.dpoworkbench.app.window.model.data;

import java.util.List;
import java.util.Optional;
import org.dpoworkbench.app.chart.Bins;
import org.dpoworkbench.engine.data.LengthStatistics;
import org.dpoworkbench.engine.data.PairStatistics;
import org.dpoworkbench.engine.text.DataAccount;

/// The lengths of the pairs in use, ready to be drawn.
///
/// @param chosen     tokens of chosen answers, in the same bins as `rejected`
/// @param gap        chosen less rejected, tokens
/// @param maxLength  prompt and one answer together, tokens
/// @param statistics over the same pairs
public record LengthPicture(Bins chosen, Bins rejected, Bins gap, int maxLength, PairStatistics statistics) {
    private static final int BINS = 60;

    static Optional<LengthPicture> of(DataAccount account, List<PairRow> rows) {
        Optional<LengthStatistics> counted = account.report().statistics();
        if (counted.isEmpty() || !(counted.get() instanceof PairStatistics statistics)) {
            return Optional.empty();
        }
        List<PairRow> used =
                rows.stream().filter(row -> row.inspected().isUsed()).toList();
        int[] chosen = used.stream().mapToInt(PairRow::chosenLength).toArray();
        int[] rejected = used.stream().mapToInt(PairRow::rejectedLength).toArray();
        int[] gap = used.stream().mapToInt(PairRow::gap).toArray();
        double longest = Math.max(
                high(statistics.chosen().max(), statistics.chosen().p95()),
                high(statistics.rejected().max(), statistics.rejected().p95()));
        double widest = Math.max(
                high(Math.abs(statistics.gap().max()), Math.abs(statistics.gap().p95())),
                high(Math.abs(statistics.gap().min()), Math.abs(statistics.gap().p5())));
        return Optional.of(new LengthPicture(
                Bins.of(chosen, 0, longest, BINS),
                Bins.of(rejected, 0, longest, BINS),
                Bins.of(gap, -widest, widest, BINS + 1),
                account.report().maxLength(),
                statistics));
    }

    /// A few far outliers must not press everything else into one bar: they are counted in the last bin.
    private static double high(double max, double p95) {
        return Math.max(1, Math.min(max, 3 * p95 + 8));
    }
}
