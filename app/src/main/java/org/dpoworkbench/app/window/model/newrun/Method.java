package org.dpoworkbench.app.window.model.newrun;

import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Named;
import org.dpoworkbench.engine.problem.UserError;

/// The methods that the form offers: a loss, and what makes of it another method.
public enum Method implements Named {
    DPO("dpo", LossType.SIGMOID),
    /// `sigmoid` with label smoothing that acts.
    CDPO("cdpo", LossType.SIGMOID),
    IPO("ipo", LossType.IPO),
    HINGE("hinge", LossType.HINGE);

    private final String text;
    private final LossType loss;

    Method(String text, LossType loss) {
        this.text = text;
        this.loss = loss;
    }

    static Method of(LossConfig config) {
        return switch (config.lossType()) {
            case SIGMOID -> config.labelSmoothing() > 0 ? CDPO : DPO;
            case IPO -> IPO;
            case HINGE -> HINGE;
            case EXO_PAIR,
                    NCA_PAIR,
                    ROBUST,
                    BCO_PAIR,
                    SPPO_HARD,
                    AOT,
                    AOT_UNPAIRED,
                    APO_ZERO,
                    APO_DOWN,
                    DISCOPOP,
                    SIGMOID_NORM,
                    DPOP,
                    SFT,
                    CPO,
                    CPO_HINGE,
                    CPO_IPO,
                    SIMPO,
                    ORPO,
                    UNLIKELIHOOD,
                    PREFERRED_FT,
                    KTO,
                    APO_ZERO_UNPAIRED,
                    PLACKETT_LUCE ->
                throw new UserError("The form has no fields yet for loss_type "
                        + config.lossType().text() + "; the command line has.");
        };
    }

    @Override
    public String text() {
        return text;
    }

    /// What TRL calls it.
    public LossType loss() {
        return loss;
    }

    /// As people write it.
    public String title() {
        return switch (this) {
            case DPO -> "DPO";
            case CDPO -> "cDPO";
            case IPO -> "IPO";
            case HINGE -> "hinge";
        };
    }
}
