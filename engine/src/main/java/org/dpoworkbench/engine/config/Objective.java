package org.dpoworkbench.engine.config;

/// What a run trains.
public enum Objective implements Named {
    /// A preference loss on pairs.
    DPO("dpo"),
    /// Supervised fine-tuning: mean negative log-likelihood of the completion tokens of the chosen answers.
    SFT("sft");

    private final String text;

    Objective(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
