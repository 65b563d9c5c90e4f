package org.dpoworkbench.engine.text;

import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.data.DataReport;

/// The pairs of a run, or its completions, in file order, and the account of every record.
///
/// @param evaluation the held-out pairs, the main set first, what headlines say is of it; empty where nothing is held
/// out
/// @param maxLength prompt and one completion together, in tokens
public record TokenizedSet(
        List<TokenizedPair> train, List<EvaluationSet> evaluation, DataReport report, int maxLength) {
    public TokenizedSet {
        train = List.copyOf(train);
        evaluation = List.copyOf(evaluation);
    }

    /// With one evaluation set at most, without a name.
    public static TokenizedSet of(
            List<TokenizedPair> train, List<TokenizedPair> heldOut, DataReport report, int maxLength) {
        return new TokenizedSet(
                train,
                heldOut.isEmpty() ? List.of() : List.of(new EvaluationSet(Optional.empty(), heldOut)),
                report,
                maxLength);
    }

    /// The main evaluation set's pairs.
    public List<TokenizedPair> heldOut() {
        return evaluation.isEmpty() ? List.of() : evaluation.getFirst().pairs();
    }
}
