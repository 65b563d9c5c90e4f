package org.dpoworkbench.app.present;

import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.RunConfig;

/// The short name of what a run minimises, with everything that its numbers depend on: IPO never goes without its
/// normalisation.
public final class Badge {
    private Badge() {}

    /// Such as `DPO β 0.1`, `cDPO ε 0.1 β 0.1`, `IPO sum β 0.1`, `hinge β 0.05`, `SFT`.
    public static String of(RunConfig config) {
        return switch (config.objective()) {
            case SFT -> lossName(config);
            case DPO -> of(config.loss());
        };
    }

    public static String of(LossConfig loss) {
        return lossName(loss) + " β " + Numbers.plain(loss.beta());
    }

    /// The badge without β.
    public static String lossName(RunConfig config) {
        return switch (config.objective()) {
            case SFT -> "SFT";
            case DPO -> lossName(config.loss());
        };
    }

    private static String lossName(LossConfig loss) {
        return switch (loss.lossType()) {
            case SIGMOID -> loss.labelSmoothing() > 0 ? "cDPO ε " + Numbers.plain(loss.labelSmoothing()) : "DPO";
            case HINGE -> "hinge";
            case IPO -> "IPO " + loss.ipoNormalisation().text();
        };
    }
}
