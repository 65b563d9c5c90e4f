package org.dpoworkbench.engine.config;

/// Learning-rate schedules: transformers' and the DPO authors' own.
public enum LrScheduler implements Named {
    LINEAR("linear"),
    COSINE("cosine"),
    CONSTANT("constant"),
    CONSTANT_WITH_WARMUP("constant_with_warmup"),
    /// The DPO authors': linear warm-up from 1/(warmup + 1), then constant.
    ORIGINAL("original");

    private final String text;

    LrScheduler(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
