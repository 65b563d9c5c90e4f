package org.dpoworkbench.engine.config;

import org.dpoworkbench.engine.problem.Problems;

/// The preference loss.
///
/// @param lossType         TRL's `loss_type`
/// @param beta             strength of the pull towards the reference, in (0, inf); 0.1 in the DPO paper
/// @param labelSmoothing   probability that a label is flipped, in [0, 0.5); acts in `sigmoid` only (cDPO)
/// @param ipoNormalisation used by `ipo` only
public record LossConfig(LossType lossType, double beta, double labelSmoothing, IpoNormalisation ipoNormalisation) {
    public LossConfig {
        Problems.in("loss")
                .check(
                        beta > 0 && Double.isFinite(beta),
                        "beta must be a number above 0, is %s. At 0 nothing would be learned; 0.1 is usual.",
                        beta)
                .check(
                        labelSmoothing >= 0 && labelSmoothing < 0.5,
                        "label_smoothing must be in [0, 0.5), is %s",
                        labelSmoothing)
                .check(
                        labelSmoothing == 0 || lossType == LossType.SIGMOID,
                        "label_smoothing is not used by loss_type %s; only sigmoid (cDPO) has it",
                        lossType.text())
                .throwIfAny();
    }
}
