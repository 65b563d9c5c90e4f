package org.dpoworkbench.engine.evaluation;

/// How many pairs lie in which part of the plane of log-ratios. A pair on a border belongs to the lower part:
/// a tie is no gain, as in the accuracy.
///
/// @param pairs      all
/// @param above      chosen gained more than rejected, h > 0
/// @param bothFall   both log-ratios are below 0
/// @param bothRise   both are above 0
/// @param apart      chosen rose and rejected fell or stayed: what one wishes for
/// @param wrongWay   chosen fell or stayed and rejected rose
public record Regions(int pairs, int above, int bothFall, int bothRise, int apart, int wrongWay) {

    public static Regions of(PairEvaluation evaluation) {
        int above = 0;
        int bothFall = 0;
        int bothRise = 0;
        int apart = 0;
        int wrongWay = 0;
        for (int i = 0; i < evaluation.size(); i++) {
            double chosen = evaluation.chosenLogRatio(i);
            double rejected = evaluation.rejectedLogRatio(i);
            above += chosen > rejected ? 1 : 0;
            bothFall += chosen < 0 && rejected < 0 ? 1 : 0;
            bothRise += chosen > 0 && rejected > 0 ? 1 : 0;
            apart += chosen > 0 && rejected <= 0 ? 1 : 0;
            wrongWay += chosen <= 0 && rejected > 0 ? 1 : 0;
        }
        return new Regions(evaluation.size(), above, bothFall, bothRise, apart, wrongWay);
    }
}
