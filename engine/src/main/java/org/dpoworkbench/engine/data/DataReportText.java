package org.dpoworkbench.engine.data;

import java.util.Locale;
import java.util.StringJoiner;
import org.dpoworkbench.engine.config.PromptExtraction;

/// Renders a [DataReport] for people.
final class DataReportText {
    private static final int PLACES_SHOWN = 5;

    private final DataReport report;
    private final StringJoiner lines = new StringJoiner("\n");

    private DataReportText(DataReport report) {
        this.report = report;
    }

    static String of(DataReport report) {
        DataReportText text = new DataReportText(report);
        report.sources().forEach(text::source);
        text.refused();
        text.use();
        report.statistics().ifPresent(text::statistics);
        report.warnings().forEach(warning -> text.lines.add("Warning: " + warning));
        return text.lines.toString();
    }

    private void source(SourceReport source) {
        lines.add(source.file() + (source.heldOut() ? " (held out)" : ""));
        lines.add("  layout    " + source.layout().map(RecordLayout::text).orElse("not recognised")
                + source.promptExtraction()
                        .map(rule -> "; prompt by " + rule.text() + meaning(rule))
                        .orElse(""));
        lines.add("  records   %,d: %,d kept, %,d dropped, %,d cannot be read%s"
                .formatted(
                        source.records(),
                        source.kept(),
                        source.dropped().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum(),
                        source.refused(),
                        source.unused() > 0 ? ", %,d beyond max_pairs".formatted(source.unused()) : ""));
        for (Drop reason : Drop.values()) {
            int count = source.dropped().getOrDefault(reason.text(), 0);
            if (count > 0) {
                lines.add("  dropped   %,d: %s (%s)".formatted(count, reason.meaning(), places(source, reason)));
            }
        }
    }

    private static String meaning(PromptExtraction rule) {
        return rule == PromptExtraction.MARKER
                ? " (up to chosen's last assistant marker)"
                : " (what both sides begin with)";
    }

    private String places(SourceReport source, Drop reason) {
        var places = report.dropped().stream()
                .filter(drop -> drop.place().file().equals(source.file())
                        && drop.reason().equals(reason.text()))
                .map(RecordProblem::place)
                .toList();
        StringJoiner text =
                new StringJoiner(", ", places.isEmpty() ? "" : places.getFirst().unit() + " ", "");
        places.stream().limit(PLACES_SHOWN).forEach(place -> text.add(Long.toString(place.number())));
        return text + (places.size() > PLACES_SHOWN ? ", …" : "");
    }

    private void refused() {
        report.refused().stream().limit(PLACES_SHOWN).forEach(problem -> lines.add("Cannot be read: " + problem));
        if (report.refusedCount() > PLACES_SHOWN) {
            lines.add("  … %,d in all".formatted(report.refusedCount()));
        }
    }

    private void use() {
        lines.add("Pairs       %,d to train on, %,d held out".formatted(report.trainPairs(), report.heldOutPairs()));
        lines.add("max_length  %,d tokens%s"
                .formatted(
                        report.maxLength(),
                        report.maxLengthDefault() ? ", the default: min(1024, the model's context)" : ""));
        for (Finding finding : Finding.values()) {
            int count = report.findings(finding);
            if (count > 0) {
                lines.add("Counted     %,d pair%s %s".formatted(count, count == 1 ? "" : "s", finding.meaning()));
            }
        }
    }

    private void statistics(PairStatistics statistics) {
        lines.add("Tokens, before any cut    mean   median      min       5%      25%      75%      95%      max");
        row("  prompt", statistics.prompt());
        row("  chosen", statistics.chosen());
        row("  rejected", statistics.rejected());
        row("  chosen less rejected", statistics.gap());
        lines.add(String.format(
                Locale.ROOT,
                "A judge that prefers the longer answer is right in %.1f %% (equal lengths count half).",
                100 * statistics.longerIsBetter()));
    }

    private void row(String name, LengthSummary s) {
        lines.add(String.format(
                Locale.ROOT,
                "%-22s%8.1f %8.1f %8.0f %8.1f %8.1f %8.1f %8.1f %8.0f",
                name,
                s.mean(),
                s.median(),
                s.min(),
                s.p5(),
                s.p25(),
                s.p75(),
                s.p95(),
                s.max()));
    }
}
