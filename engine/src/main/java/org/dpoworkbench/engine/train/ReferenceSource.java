package org.dpoworkbench.engine.train;

import java.util.List;
import org.dpoworkbench.engine.text.TokenizedExample;

/// Reference log-probs of examples: one pass, or what an earlier one left.
interface ReferenceSource {
    LogProbTable logProbs(List<? extends TokenizedExample> examples, TokenWeighting weighting);
}
