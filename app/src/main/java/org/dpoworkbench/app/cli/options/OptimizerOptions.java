package org.dpoworkbench.app.cli.options;

import java.util.Optional;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Option;

/// The optimiser and its schedule.
public final class OptimizerOptions {
    @Option(
            names = "--optim",
            paramLabel = "NAME",
            defaultValue = "adamw_torch",
            completionCandidates = Optims.class,
            description = "Optimiser: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). With 8bit AdamW's moments"
                    + " have 8 bits, a quarter of the memory; paged keeps them in the host's memory, for --device cuda."
                    + " rmsprop has alpha 0.99 and epsilon 1e-8.")
    private Optim optim = Optim.ADAMW;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            defaultValue = "1e-6",
            description = "Peak learning rate, in (0, 1] (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--lr-scheduler-type",
            paramLabel = "NAME",
            defaultValue = "linear",
            completionCandidates = Schedulers.class,
            description = "Learning rate over the run: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})."
                    + " original is the DPO authors': linear warm-up from 1/(warmup + 1), then constant.")
    private LrScheduler scheduler = LrScheduler.LINEAR;

    @Option(
            names = "--warmup-steps",
            paramLabel = "STEPS",
            defaultValue = "0",
            description = "Steps of warm-up; below 1: a share of all steps (default: ${DEFAULT-VALUE}).")
    private double warmupSteps;

    @Option(
            names = "--weight-decay",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Decay of every parameter except biases and norm weights; AdamW: decoupled,"
                    + " rmsprop: added to the gradient (default: ${DEFAULT-VALUE}).")
    private double weightDecay;

    @Option(
            names = "--max-grad-norm",
            paramLabel = "NORM",
            defaultValue = "1.0",
            description =
                    "Gradients are scaled down to this total L2 norm; 0: no clipping (default: ${DEFAULT-VALUE}).")
    private double maxGradNorm;

    @Option(
            names = "--adam-beta1",
            paramLabel = "NUMBER",
            description = "AdamW: decay of the first moment (default: 0.9).")
    private Optional<Double> adamBeta1 = Optional.empty();

    @Option(
            names = "--adam-beta2",
            paramLabel = "NUMBER",
            description = "AdamW: decay of the second moment (default: 0.999).")
    private Optional<Double> adamBeta2 = Optional.empty();

    @Option(
            names = "--adam-epsilon",
            paramLabel = "NUMBER",
            description = "AdamW: added to the denominator (default: 1e-8).")
    private Optional<Double> adamEpsilon = Optional.empty();

    OptimizerConfig toConfig() {
        Problems.in("optimizer")
                .check(isUsed(adamBeta1), "adam_beta1 is not used by optim rmsprop")
                .check(isUsed(adamBeta2), "adam_beta2 is not used by optim rmsprop")
                .check(isUsed(adamEpsilon), "adam_epsilon is not used by optim rmsprop")
                .collect(this::record)
                .throwIfAny();
        return record();
    }

    private boolean isUsed(Optional<Double> adam) {
        return optim.isAdamW() || adam.isEmpty();
    }

    private OptimizerConfig record() {
        return new OptimizerConfig(
                optim,
                learningRate,
                scheduler,
                warmupSteps,
                weightDecay,
                maxGradNorm,
                adamBeta1.orElse(0.9),
                adamBeta2.orElse(0.999),
                adamEpsilon.orElse(1e-8));
    }

    static final class Optims extends Names<Optim> {
        Optims() {
            super(Optim.class);
        }
    }

    static final class Schedulers extends Names<LrScheduler> {
        Schedulers() {
            super(LrScheduler.class);
        }
    }
}
