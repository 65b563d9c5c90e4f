package org.dpoworkbench.app.window.model.pairs;

import org.dpoworkbench.engine.evaluation.PairEvaluation;

/// Between what the numbers of evaluations lie, so that axes stay where they are while dots move.
///
/// @param logRatios of both sides, by unit
/// @param margins   by unit
public record Ranges(PerUnit logRatios, PerUnit margins) {
    public static final Ranges NONE = new Ranges(PerUnit.NONE, PerUnit.NONE);

    /// Bounds in nats and in nats per token.
    public record PerUnit(Bounds sum, Bounds perToken) {
        static final PerUnit NONE = new PerUnit(Bounds.NONE, Bounds.NONE);

        public Bounds in(Unit unit) {
            return switch (unit) {
                case NATS -> sum;
                case NATS_PER_TOKEN -> perToken;
            };
        }

        PerUnit with(PerUnit other) {
            return new PerUnit(sum.with(other.sum), perToken.with(other.perToken));
        }
    }

    public Ranges with(Ranges other) {
        return new Ranges(logRatios.with(other.logRatios), margins.with(other.margins));
    }

    @SuppressWarnings("EnumOrdinal") // places in an array that lives here
    static Ranges of(PairEvaluation evaluation) {
        Bounds[] logRatios = {Bounds.NONE, Bounds.NONE};
        Bounds[] margins = {Bounds.NONE, Bounds.NONE};
        for (Unit unit : Unit.values()) {
            int u = unit.ordinal();
            for (int i = 0; i < evaluation.size(); i++) {
                double chosen = unit.chosen(evaluation, i);
                double rejected = unit.rejected(evaluation, i);
                logRatios[u] = logRatios[u].with(chosen).with(rejected);
                margins[u] = margins[u].with(chosen - rejected);
            }
        }
        return new Ranges(new PerUnit(logRatios[0], logRatios[1]), new PerUnit(margins[0], margins[1]));
    }
}
