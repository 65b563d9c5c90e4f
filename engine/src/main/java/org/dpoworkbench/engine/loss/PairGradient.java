package org.dpoworkbench.engine.loss;

/// A loss and its derivatives with respect to the policy's summed log-probabilities.
///
/// @param chosen   d loss / d Σ log π(y_w|x)
/// @param rejected d loss / d Σ log π(y_l|x)
public record PairGradient(double loss, double chosen, double rejected) {}
