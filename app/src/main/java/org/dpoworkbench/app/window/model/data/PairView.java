package org.dpoworkbench.app.window.model.data;

import java.util.Optional;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.PairTexts;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.text.DataInspector;
import org.dpoworkbench.engine.text.InspectedRecord;
import org.dpoworkbench.engine.text.PairInspection;

/// The selected record, ready to be shown.
///
/// @param texts      absent where it cannot be read
/// @param diff       of a pair
/// @param inspection absent where it cannot be given to the model
/// @param problem    why one of them is absent
public record PairView(
        PairRow row,
        Optional<PairTexts> texts,
        Optional<WordDiff> diff,
        Optional<PairInspection> inspection,
        Optional<String> problem) {

    /// Away from the ui thread: it splits, compares and makes tokens.
    static PairView of(PairRow row, DataInspector inspector) {
        InspectedRecord inspected = row.inspected();
        Optional<PreferenceRecord> record = inspected.record();
        Optional<PairTexts> texts = record.map(readable -> PairTexts.of(readable, inspected.splitter()));
        Optional<PairInspection> inspection = Optional.empty();
        Optional<String> problem = Optional.empty();
        if (record.isPresent()) {
            try {
                inspection = Optional.of(inspector.inspect(record.get(), inspected.splitter()));
            } catch (UserError e) {
                problem = Optional.of(e.getMessage());
            }
        }
        return new PairView(
                row,
                texts,
                texts.filter(_ -> isPair(row)).map(t -> WordDiff.of(t.chosen(), t.rejected())),
                inspection,
                problem);
    }

    private static boolean isPair(PairRow row) {
        return row.judgement().filter(Judgement.Preferred.class::isInstance).isPresent();
    }
}
