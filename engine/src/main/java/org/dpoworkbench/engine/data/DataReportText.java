package org.dpoworkbench.engine.data;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.config.PromptExtraction;

/// Renders a [DataReport] for people.
final class DataReportText {
    private static final int PLACES_SHOWN = 5;
    private static final int EXAMPLES_SHOWN = 3;

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
        report.warnings().forEach(warning -> text.add("Warning: %s", warning));
        return text.lines.toString();
    }

    static String brief(DataReport report) {
        DataReportText text = new DataReportText(report);
        report.sources().forEach(text::source);
        text.use();
        return text.lines.toString();
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency for this alone
    private void add(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    private void source(SourceReport source) {
        add("%s%s", source.file(), source.heldOut() ? heldOut(source) : "");
        add(
                "  layout    %s%s",
                source.form().map(form -> form + ": ").orElse("")
                        + source.layout().orElse("not recognised"),
                source.promptExtraction().map(DataReportText::rule).orElse(""));
        int dropped =
                source.dropped().values().stream().mapToInt(Integer::intValue).sum();
        add(
                "  records   %,d: %,d kept, %,d dropped, %,d cannot be read, %,d beyond max_pairs",
                source.records(), source.kept(), dropped, source.refused(), source.unused());
        if (source.rows() != source.records()) {
            add("  rows      %,d in the file, which make those %,d records", source.rows(), source.records());
        }
        for (Drop reason : Drop.values()) {
            int count = source.dropped().getOrDefault(reason.text(), 0);
            if (count > 0) {
                add("  dropped   %,d: %s%s", count, reason.meaning(), places(source, reason));
            }
        }
    }

    private static String heldOut(SourceReport source) {
        return source.set().map(" (held out, evaluation set %s)"::formatted).orElse(" (held out)");
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String rule(PromptExtraction rule) {
        return rule == PromptExtraction.MARKER
                ? "; prompt by marker: up to chosen's last assistant marker"
                : "; prompt by common_prefix: what both sides begin with";
    }

    /// The first places in parentheses; of a folder or a pattern, the first record alone, with its file.
    private String places(SourceReport source, Drop reason) {
        List<RecordPlace> places = report.dropped().stream()
                .filter(drop -> drop.reason().equals(reason.text()))
                .map(RecordProblem::place)
                .toList();
        List<RecordPlace> own = places.stream()
                .filter(place -> place.file().equals(source.file()))
                .toList();
        if (own.isEmpty()) {
            String folder = source.file().replaceAll("#[^#/]*$", "");
            return places.stream()
                    .filter(place -> place.file().startsWith(folder))
                    .findFirst()
                    .map(place -> " (the first: " + place + ")")
                    .orElse("");
        }
        return own.stream()
                .limit(PLACES_SHOWN)
                .map(place -> Long.toString(place.number()))
                .collect(Collectors.joining(
                        ", ", " (" + own.getFirst().unit() + " ", own.size() > PLACES_SHOWN ? ", …)" : ")"));
    }

    private void refused() {
        report.refused().stream().limit(PLACES_SHOWN).forEach(problem -> add("Cannot be read: %s", problem));
        if (report.refusedCount() > PLACES_SHOWN) {
            add("Cannot be read: %,d in all", report.refusedCount());
        }
    }

    private void use() {
        add(
                "%-11s %,d to train on, %,d held out",
                capitalised(report.kind().text()), report.trainPairs(), report.heldOutPairs());
        add(
                "max_length  %,d tokens%s",
                report.maxLength(), report.maxLengthDefault() ? ", the default: min(1024, the model's context)" : "");
        for (Finding finding : Finding.values()) {
            int count = report.findings(finding);
            if (count > 0) {
                add("Counted     %,d: %s", count, finding.meaning());
                report.examples().stream()
                        .filter(example -> example.finding().equals(finding.text()))
                        .limit(EXAMPLES_SHOWN)
                        .forEach(example -> add("            %s", example));
            }
        }
    }

    private void statistics(LengthStatistics statistics) {
        add("Tokens, before any cut    mean   median      min       5%%      25%%      75%%      95%%      max");
        switch (statistics) {
            case PairStatistics pairs -> {
                boolean ranked = report.kind() == RecordKind.RANKINGS;
                row("  prompt", pairs.prompt());
                row(ranked ? "  best" : "  chosen", pairs.chosen());
                row(ranked ? "  worst" : "  rejected", pairs.rejected());
                row(ranked ? "  best less worst" : "  chosen less rejected", pairs.gap());
                add(
                        "A judge that prefers the longer answer is right in %.1f %% (equal lengths count half).",
                        100 * pairs.longerIsBetter());
            }
            case LabelledStatistics labelled -> {
                row("  prompt", labelled.prompt());
                labelled.wantedLength().ifPresent(lengths -> row("  wanted", lengths));
                labelled.unwantedLength().ifPresent(lengths -> row("  not wanted", lengths));
                add("Labels      %,d wanted, %,d not", labelled.wanted(), labelled.unwanted());
            }
            case CompletionStatistics completions -> {
                row("  prompt", completions.prompt());
                row("  completion", completions.completion());
            }
        }
    }

    private void row(String name, LengthSummary s) {
        add(
                "%-22s%8.1f %8.1f %8.0f %8.1f %8.1f %8.1f %8.1f %8.0f",
                name, s.mean(), s.median(), s.min(), s.p5(), s.p25(), s.p75(), s.p95(), s.max());
    }
}
