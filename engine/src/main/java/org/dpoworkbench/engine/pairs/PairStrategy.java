package org.dpoworkbench.engine.pairs;

import org.dpoworkbench.engine.config.Named;

/// Which of a prompt's completions become pairs.
public enum PairStrategy implements Named {
    /// The best with the worst.
    BEST_WORST("best-worst"),
    /// The best with one of the worse, drawn by the seed: what Tunstall et al. 2023 (Zephyr, arXiv 2310.16944) do with
    /// UltraFeedback, but never a tie.
    BEST_RANDOM("best-random"),
    /// Each with each that is worse.
    ALL("all");

    private final String text;

    PairStrategy(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
