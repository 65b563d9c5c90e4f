package org.dpoworkbench.app.report;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a report says beyond the runs' own numbers.
///
/// @param title      heading of the first page
/// @param summary    paragraphs under it, such as what was asked and on what data; may be empty
/// @param written    when the report is made
/// @param provenance by run id: facts to show beside the settings, such as model, backend, counts of pairs; in order
/// @param notes      further sentences for the section on reading the numbers
public record ReportText(
        String title,
        List<String> summary,
        Instant written,
        Map<String, Map<String, String>> provenance,
        List<String> notes) {
    public ReportText {
        summary = List.copyOf(summary);
        notes = List.copyOf(notes);
        Map<String, Map<String, String>> facts = new LinkedHashMap<>();
        provenance.forEach((run, values) -> facts.put(run, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
        provenance = Collections.unmodifiableMap(facts);
    }

    /// A report with nothing but a title.
    public static ReportText titled(String title, Instant written) {
        return new ReportText(title, List.of(), written, Map.of(), List.of());
    }
}
