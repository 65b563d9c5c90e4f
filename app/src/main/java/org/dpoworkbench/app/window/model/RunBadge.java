package org.dpoworkbench.app.window.model;

import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;

/// The few words that name a run's method wherever the run appears: `DPO β 0.1`, `IPO sum β 0.1`.
public final class RunBadge {
    private RunBadge() {}

    public static String of(RunConfig config) {
        return config.objective() == Objective.SFT ? "SFT" : of(config.loss());
    }

    /// IPO always says its normalisation, because sums and means are not comparable.
    public static String of(LossConfig loss) {
        String beta = " β " + Numbers.setting(loss.beta());
        return switch (loss.lossType()) {
            case SIGMOID ->
                loss.labelSmoothing() > 0 ? "cDPO ε " + Numbers.setting(loss.labelSmoothing()) + beta : "DPO" + beta;
            case HINGE -> "hinge" + beta;
            case IPO -> "IPO " + loss.ipoNormalisation().text() + beta;
        };
    }
}
