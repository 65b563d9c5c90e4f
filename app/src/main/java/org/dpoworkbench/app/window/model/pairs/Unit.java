package org.dpoworkbench.app.window.model.pairs;

import org.dpoworkbench.engine.evaluation.PairEvaluation;
import org.dpoworkbench.ui.Messages;

/// What log-ratios are counted in.
public enum Unit {
    NATS,
    NATS_PER_TOKEN;

    public String title() {
        return switch (this) {
            case NATS -> Messages.text("pairs.unit.nats");
            case NATS_PER_TOKEN -> Messages.text("pairs.unit.perToken");
        };
    }

    /// Δ of the pair's chosen completion.
    public double chosen(PairEvaluation evaluation, int pair) {
        double sum = evaluation.chosenLogRatio(pair);
        return this == NATS ? sum : sum / Math.max(1, evaluation.pairs().chosenLength(pair));
    }

    /// Δ of the pair's rejected completion.
    public double rejected(PairEvaluation evaluation, int pair) {
        double sum = evaluation.rejectedLogRatio(pair);
        return this == NATS ? sum : sum / Math.max(1, evaluation.pairs().rejectedLength(pair));
    }

    /// h of the pair.
    public double margin(PairEvaluation evaluation, int pair) {
        return chosen(evaluation, pair) - rejected(evaluation, pair);
    }
}
