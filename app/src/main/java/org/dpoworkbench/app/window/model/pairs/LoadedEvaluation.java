package org.dpoworkbench.app.window.model.pairs;

import java.util.Optional;
import org.dpoworkbench.engine.evaluation.EvaluationFacts;
import org.dpoworkbench.engine.evaluation.PairEvaluation;
import org.dpoworkbench.engine.evaluation.PairEvaluationFile;
import org.dpoworkbench.engine.evaluation.Regions;

/// An evaluation with what is needed of it at once, counted where it was read.
///
/// @param ranges  of its log-ratios and margins, in both units
/// @param problem what is wrong with its file
public record LoadedEvaluation(
        PairEvaluation evaluation, EvaluationFacts facts, Regions regions, Ranges ranges, Optional<String> problem) {

    static LoadedEvaluation of(PairEvaluationFile.Reading reading) {
        PairEvaluation evaluation = reading.evaluation();
        return new LoadedEvaluation(
                evaluation,
                EvaluationFacts.of(evaluation),
                Regions.of(evaluation),
                Ranges.of(evaluation),
                reading.problem());
    }

    public int step() {
        return evaluation.step();
    }
}
