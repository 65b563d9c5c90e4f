package org.dpoworkbench.app.window.model.runs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.app.report.Flat;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;

/// What a run's folder says of how it was made: `provenance.json` and `data.json`.
///
/// @param facts   by name, in the files' order; names of `data.json` begin with `data_report.`
/// @param heldOut pairs held out
/// @param problem what could not be read
public record RunRecord(Map<String, String> facts, OptionalInt heldOut, Optional<String> problem) {
    private static final String DATA = "data_report.";

    public static final RunRecord NONE = new RunRecord(Map.of(), OptionalInt.empty(), Optional.empty());

    /// Reads both files; what is not there yet is left out.
    static RunRecord read(RunFolder run) {
        try {
            Map<String, String> facts = new LinkedHashMap<>(Flat.provenance(run.provenance()));
            Map<String, String> data = Flat.provenance(run.data());
            data.forEach((name, value) -> facts.put(DATA + name, value));
            return new RunRecord(facts, count(data.get("held_out_pairs")), Optional.empty());
        } catch (UserError | IOException e) {
            return new RunRecord(Map.of(), OptionalInt.empty(), Optional.of(e.getMessage()));
        }
    }

    private static OptionalInt count(String text) {
        return text == null || !text.matches("\\d{1,9}") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }
}
