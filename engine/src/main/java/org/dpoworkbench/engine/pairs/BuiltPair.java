package org.dpoworkbench.engine.pairs;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.PreferenceRecord;

/// A pair of a record's completions.
///
/// @param chosen   number of the better completion, from 0
/// @param rejected number of the worse one
/// @param scores   what they are worth, in the same order; absent where votes or a label decide
/// @param votes    how many voted for which; absent where scores decide
/// @param agreement share of the votes for the chosen one, or the file's own word
public record BuiltPair(
        PreferenceRecord record,
        int chosen,
        int rejected,
        Optional<Scores> scores,
        Optional<Judgement.Voted> votes,
        OptionalDouble agreement) {

    /// What two completions are worth.
    public record Scores(double chosen, double rejected) {
        public double gap() {
            return chosen - rejected;
        }
    }

    boolean isIdentical() {
        Object better = record.completions().get(chosen);
        Object worse = record.completions().get(rejected);
        return (better instanceof int[] a && worse instanceof int[] b) ? Arrays.equals(a, b) : better.equals(worse);
    }
}
