package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Counts what a run does not see of its data.
final class DataLosses {
    private static final List<Finding> CUTS = List.of(Finding.COMPLETION_CUT, Finding.CHOSEN_CUT, Finding.REJECTED_CUT);

    private DataLosses() {}

    static Optional<String> sentence(DataReport report) {
        List<String> losses = new ArrayList<>();
        for (Drop reason : Drop.values()) {
            add(losses, report.dropped(reason), "dropped (" + reason.meaning() + ")");
        }
        add(losses, report.refusedCount(), "skipped (cannot be read)");
        for (Finding cut : CUTS) {
            add(losses, report.findings(cut), "kept though " + cut.meaning() + " (" + report.maxLength() + " tokens)");
        }
        int records = report.sources().stream().mapToInt(SourceReport::records).sum();
        return losses.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "Of %,d records, %s.", records, String.join(", ", losses)));
    }

    private static void add(List<String> losses, int count, String what) {
        if (count > 0) {
            losses.add(String.format(Locale.ROOT, "%,d %s %s", count, count == 1 ? "is" : "are", what));
        }
    }
}
