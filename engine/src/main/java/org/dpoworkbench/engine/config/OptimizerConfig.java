package org.dpoworkbench.engine.config;

import org.dpoworkbench.engine.problem.Problems;

/// The optimiser and its schedule.
///
/// @param learningRate  peak rate, in (0, 1]; DPO with all weights is usually 1e-7 to 1e-5
/// @param lrSchedulerType shape of the rate over the run
/// @param warmupSteps   steps of warm-up, >= 0; below 1: a share of all steps (rounded up)
/// @param weightDecay   decay of every parameter except biases and norm weights, in [0, 1): decoupled in AdamW, added
/// to
///                      the gradient in RMSprop, as PyTorch does
/// @param maxGradNorm   gradients are scaled down to this total L2 norm, > 0; 0: no clipping
/// @param adamBeta1     AdamW: decay of the first moment, in [0, 1)
/// @param adamBeta2     AdamW: decay of the second moment, in [0, 1)
/// @param adamEpsilon   AdamW: added to the denominator, > 0 (RMSprop has alpha 0.99 and 1e-8 fixed)
public record OptimizerConfig(
        Optim optim,
        double learningRate,
        LrScheduler lrSchedulerType,
        double warmupSteps,
        double weightDecay,
        double maxGradNorm,
        double adamBeta1,
        double adamBeta2,
        double adamEpsilon) {
    public OptimizerConfig {
        Problems.in("optimizer")
                .check(learningRate > 0 && learningRate <= 1, "learning_rate must be in (0, 1], is %s", learningRate)
                .check(
                        warmupSteps >= 0 && Double.isFinite(warmupSteps),
                        "warmup_steps must be >= 0, is %s",
                        warmupSteps)
                .check(
                        warmupSteps < 1 || warmupSteps == Math.rint(warmupSteps),
                        "warmup_steps is a share below 1 or a whole number of steps, is %s",
                        warmupSteps)
                .check(
                        warmupSteps == 0 || lrSchedulerType != LrScheduler.CONSTANT,
                        "warmup_steps is not used by lr_scheduler_type constant; constant_with_warmup has it")
                .check(weightDecay >= 0 && weightDecay < 1, "weight_decay must be in [0, 1), is %s", weightDecay)
                .check(
                        maxGradNorm >= 0 && Double.isFinite(maxGradNorm),
                        "max_grad_norm must be >= 0, is %s",
                        maxGradNorm)
                .check(adamBeta1 >= 0 && adamBeta1 < 1, "adam_beta1 must be in [0, 1), is %s", adamBeta1)
                .check(adamBeta2 >= 0 && adamBeta2 < 1, "adam_beta2 must be in [0, 1), is %s", adamBeta2)
                .check(adamEpsilon > 0 && adamEpsilon < 1, "adam_epsilon must be in (0, 1), is %s", adamEpsilon)
                .throwIfAny();
    }

    /// TRL's optimiser settings with this learning rate.
    public static OptimizerConfig adamw(double learningRate) {
        return new OptimizerConfig(Optim.ADAMW, learningRate, LrScheduler.LINEAR, 0, 0, 1.0, 0.9, 0.999, 1e-8);
    }

    /// The same settings of another optimiser.
    public OptimizerConfig with(Optim other) {
        return new OptimizerConfig(
                other,
                learningRate,
                lrSchedulerType,
                warmupSteps,
                weightDecay,
                maxGradNorm,
                adamBeta1,
                adamBeta2,
                adamEpsilon);
    }
}
