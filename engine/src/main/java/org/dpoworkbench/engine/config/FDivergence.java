package org.dpoworkbench.engine.config;

/// Divergences that hold the policy near the reference (Wang et al. 2023, "Beyond reverse KL", arXiv 2309.16240), by
/// TRL's names. A completion's score is f'(π/π_ref), which for the reverse KL is the log-ratio.
public enum FDivergence implements Named {
    /// DPO's own: log t, up to a constant that cancels.
    REVERSE_KL("reverse_kl"),
    /// 1 − 1/t.
    FORWARD_KL("forward_kl"),
    /// log(2t / (1 + t)).
    JS_DIVERGENCE("js_divergence"),
    /// (t^(α − 1) − 1) / (α − 1), which at α = 1 is log t.
    ALPHA_DIVERGENCE("alpha_divergence");

    private final String text;

    FDivergence(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
