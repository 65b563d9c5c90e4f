package org.dpoworkbench.engine.train;

import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossOption;

/// How a completion's tokens count beside each other.
///
/// @param beyondShared weight of the tokens beyond the length of the example's shortest completion: LD-DPO's α, Liu et
///                     al. 2024 (arXiv 2409.06411); 1: all count alike
/// @param aligned      whether WPO's weights are wanted, Zhou et al. 2024 (arXiv 2406.11827)
record TokenWeighting(double beyondShared, boolean aligned) {
    static final TokenWeighting PLAIN = new TokenWeighting(1, false);

    static TokenWeighting of(LossConfig loss) {
        return new TokenWeighting(loss.uses(LossOption.LD_ALPHA) ? loss.ldAlpha() : 1, loss.useWeighting());
    }

    boolean uniform() {
        return beyondShared == 1;
    }
}
