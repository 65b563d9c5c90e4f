package org.dpoworkbench.engine.loss;

/// The loss of a completion and its derivative with respect to the completion's log-ratio.
public record VerdictGradient(double loss, double logRatio) {}
