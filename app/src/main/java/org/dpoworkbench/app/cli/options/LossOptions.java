package org.dpoworkbench.app.cli.options;

import java.util.Optional;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Option;

/// The preference loss.
public final class LossOptions {
    /// What a run without a preference loss writes into its configuration.
    static final LossConfig UNUSED = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN);

    @Option(
            names = "--loss-type",
            paramLabel = "LOSS",
            defaultValue = "sigmoid",
            completionCandidates = Losses.class,
            description = "Preference loss: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, which is DPO).")
    private LossType lossType = LossType.SIGMOID;

    @Option(
            names = "--beta",
            paramLabel = "NUMBER",
            defaultValue = "0.1",
            description = "Strength of the pull towards the reference, above 0 (default: ${DEFAULT-VALUE}).")
    private double beta;

    @Option(
            names = "--label-smoothing",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "cDPO: probability that a label is flipped, in [0, 0.5); used by sigmoid only"
                    + " (default: ${DEFAULT-VALUE}).")
    private double labelSmoothing;

    @Option(
            names = "--ipo-normalisation",
            paramLabel = "HOW",
            completionCandidates = Normalisations.class,
            description = "IPO's log-ratios, not comparable with each other: ${COMPLETION-CANDIDATES} over the"
                    + " completion's tokens; used by ipo only (default: mean, as TRL; the original code has sum).")
    private Optional<IpoNormalisation> ipoNormalisation = Optional.empty();

    LossConfig toConfig() {
        Problems.in("loss")
                .check(
                        ipoNormalisation.isEmpty() || lossType == LossType.IPO,
                        "ipo_normalisation is not used by loss_type %s; only ipo has it",
                        lossType.text())
                .collect(this::record)
                .throwIfAny();
        return record();
    }

    private LossConfig record() {
        return new LossConfig(lossType, beta, labelSmoothing, ipoNormalisation.orElse(IpoNormalisation.MEAN));
    }

    static final class Losses extends Names<LossType> {
        Losses() {
            super(LossType.class);
        }
    }

    static final class Normalisations extends Names<IpoNormalisation> {
        Normalisations() {
            super(IpoNormalisation.class);
        }
    }
}
