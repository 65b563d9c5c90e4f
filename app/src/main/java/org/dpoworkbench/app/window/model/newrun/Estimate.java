package org.dpoworkbench.app.window.model.newrun;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.order.StepPlan;
import org.dpoworkbench.engine.train.Milestones;

/// What a run will take, as far as measured rates tell.
///
/// @param pairs     to train on; absent until the data have been read
/// @param steps     optimiser steps
/// @param seconds   of training; absent where no rate is known
/// @param memoryMib at the peak; absent where none was measured
/// @param diskBytes of the final model and the checkpoints that are kept; absent without the model's size
/// @param rate      where time and memory come from
public record Estimate(
        OptionalInt pairs,
        OptionalInt steps,
        OptionalDouble seconds,
        OptionalDouble memoryMib,
        OptionalLong diskBytes,
        Optional<MeasuredRate> rate) {
    private static final int FLOAT = Float.BYTES;

    /// @param weights that are trained and saved: the model's, or an adapter's
    /// @param pairs   to train on
    public static Estimate of(RunConfig config, OptionalLong weights, OptionalInt pairs, Optional<MeasuredRate> rate) {
        OptionalInt steps = pairs.isPresent() && pairs.getAsInt() > 0
                ? OptionalInt.of(StepPlan.of(config.batch(), pairs.getAsInt()).totalSteps())
                : config.batch().maxSteps();
        OptionalDouble seconds = steps.isPresent() && rate.isPresent()
                ? OptionalDouble.of(pairsSeen(config.batch(), steps.getAsInt(), pairs)
                        / rate.get().pairsPerSecond())
                : OptionalDouble.empty();
        OptionalDouble memory = rate.map(MeasuredRate::memoryMib).orElse(OptionalDouble.empty());
        return new Estimate(pairs, steps, seconds, memory, disk(config, weights, steps), rate);
    }

    /// By epochs, the last step of each may be smaller than the others.
    private static double pairsSeen(BatchConfig batch, int steps, OptionalInt pairs) {
        double full = (double) steps * batch.perDeviceTrainBatchSize() * batch.gradientAccumulationSteps();
        return batch.maxSteps().isEmpty() && pairs.isPresent()
                ? Math.min(full, batch.numTrainEpochs() * pairs.getAsInt())
                : full;
    }

    /// Checkpoints hold weights in float32 and the optimiser's state.
    private static OptionalLong disk(RunConfig config, OptionalLong trained, OptionalInt steps) {
        if (trained.isEmpty()) {
            return OptionalLong.empty();
        }
        long weights = trained.getAsLong();
        long model = weights
                * switch (config.model().saveDtype()) {
                    case FLOAT32 -> FLOAT;
                    case FLOAT16, BFLOAT16 -> FLOAT / 2;
                };
        double bytes = weights * (FLOAT + config.optimizer().optim().stateBytes());
        OptionalLong count = checkpoints(config, steps);
        return count.isEmpty() ? OptionalLong.empty() : OptionalLong.of(model + (long) (count.getAsLong() * bytes));
    }

    private static OptionalLong checkpoints(RunConfig config, OptionalInt steps) {
        double every = config.checkpoint().saveSteps();
        if (every == 0) {
            return OptionalLong.of(0);
        }
        if (steps.isEmpty()) {
            return OptionalLong.empty();
        }
        long written = steps.getAsInt() / Milestones.of(every, steps.getAsInt()).every();
        return OptionalLong.of(
                Math.min(written, config.checkpoint().saveTotalLimit().orElse(Integer.MAX_VALUE)));
    }
}
