package org.dpoworkbench.app.figure;

import java.util.Optional;
import org.dpoworkbench.app.figure.Level.Side;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.engine.bandit.BanditData;
import org.dpoworkbench.engine.bandit.BanditSolution;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.metric.MetricUnit;

/// What [org.dpoworkbench.app.present.Theory] promises, as lines on paper. A run whose settings are not known is
/// promised nothing.
final class Theory {
    private Theory() {}

    static Optional<Level> startingLoss(FigureRun run) {
        return run.config()
                .flatMap(org.dpoworkbench.app.present.Theory::startingLoss)
                .map(Theory::level);
    }

    /// @param axis the normalisation of the margin on the axis
    static Optional<Level> margin(FigureRun run, IpoNormalisation axis) {
        return run.config()
                .flatMap(config -> org.dpoworkbench.app.present.Theory.marginTarget(config, axis))
                .map(Theory::level);
    }

    /// Where IPO's loss has its minimum in a bandit experiment.
    ///
    /// @param action its number
    static Optional<Level> banditSolution(FigureRun run, int action) {
        return run.config()
                .filter(config -> config.loss().lossType() == LossType.IPO)
                .flatMap(config -> BanditData.inFile(config.data().data().getFirst())
                        .map(data -> BanditSolution.ofIpo(data, config.loss().beta())[action]))
                .map(value -> new Level(value, Numbers.fixed(value, 3), Side.ABOVE));
    }

    static String lossUnit(FigureRun run) {
        return run.config().map(org.dpoworkbench.app.present.Theory::lossUnit).orElse(MetricUnit.OF_THE_LOSS.text());
    }

    private static Level level(org.dpoworkbench.app.present.Theory.Value promised) {
        return new Level(promised.value(), promised.label(), Side.ABOVE);
    }
}
