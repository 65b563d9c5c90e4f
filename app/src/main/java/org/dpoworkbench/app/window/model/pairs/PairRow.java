package org.dpoworkbench.app.window.model.pairs;

import org.dpoworkbench.engine.loss.PairLogProbs;

/// A pair's line in the table: what the table's run does to it at the marked step.
///
/// @param id             hash of prompt and the unordered answers
/// @param numbers        log-probs and lengths
/// @param source         the data file's name
/// @param weight         σ(−βh)
/// @param sinceFirst     whether the margin's sign is another than at the run's first evaluation that has one
/// @param betweenRuns    whether another shown run gives the margin another sign
public record PairRow(
        String id, PairLogProbs numbers, String source, double weight, boolean sinceFirst, boolean betweenRuns) {

    public int gap() {
        return numbers.chosenLength() - numbers.rejectedLength();
    }

    public boolean wrong() {
        return numbers.margin() < 0;
    }

    public boolean flips() {
        return sinceFirst || betweenRuns;
    }

    public boolean bothFall() {
        return numbers.chosenLogRatio() < 0 && numbers.rejectedLogRatio() < 0;
    }
}
