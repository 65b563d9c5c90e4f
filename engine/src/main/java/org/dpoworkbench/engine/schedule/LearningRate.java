package org.dpoworkbench.engine.schedule;

import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.OptimizerConfig;

/// The learning rate of each step, by the formulas of transformers' `get_scheduler` and, for `original`, of the DPO
/// authors' trainer.
///
/// @param peak        the configured rate
/// @param warmupSteps W, over which the rate climbs to the peak
/// @param totalSteps  N, optimiser steps of the run
public record LearningRate(LrScheduler scheduler, double peak, int warmupSteps, int totalSteps) {
    public LearningRate {
        if (warmupSteps < 0 || totalSteps < 1) {
            throw new IllegalArgumentException("%s steps of warm-up in %s".formatted(warmupSteps, totalSteps));
        }
    }

    /// The schedule of a run; `warmup_steps` below 1 is a share of all steps, rounded up.
    public static LearningRate of(OptimizerConfig config, int totalSteps) {
        double warmup = config.warmupSteps();
        int warmupSteps = (int) (warmup >= 1 ? warmup : Math.ceil(totalSteps * warmup));
        return new LearningRate(config.lrSchedulerType(), config.learningRate(), warmupSteps, totalSteps);
    }

    /// The rate used in step `s`, from 0. All but `constant` and `original` begin at 0 where there is a warm-up,
    /// so that their first step changes nothing.
    ///
    /// | schedule | while s < W | then |
    /// |---|---|---|
    /// | `linear` | s / W | (N - s) / (N - W) |
    /// | `cosine` | s / W | (1 + cos(π (s - W) / (N - W))) / 2 |
    /// | `constant_with_warmup` | s / W | 1 |
    /// | `constant` | 1 | 1 |
    /// | `original` | (s + 1) / (W + 1) | 1 |
    public double at(int step) {
        return peak * factor(step);
    }

    private double factor(int step) {
        return switch (scheduler) {
            case CONSTANT -> 1;
            case ORIGINAL -> Math.min(1, (step + 1.0) / (warmupSteps + 1.0));
            case CONSTANT_WITH_WARMUP -> warmingUp(step) ? climb(step) : 1;
            case LINEAR -> warmingUp(step) ? climb(step) : Math.max(0, (totalSteps - step) / stepsAfterWarmup());
            case COSINE -> {
                double progress = (step - warmupSteps) / stepsAfterWarmup();
                yield warmingUp(step) ? climb(step) : Math.max(0, 0.5 * (1 + Math.cos(Math.PI * progress)));
            }
        };
    }

    private boolean warmingUp(int step) {
        return step < warmupSteps;
    }

    private double climb(int step) {
        return (double) step / warmupSteps;
    }

    private double stepsAfterWarmup() {
        return Math.max(1, totalSteps - warmupSteps);
    }
}
