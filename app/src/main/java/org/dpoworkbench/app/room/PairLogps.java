package org.dpoworkbench.app.room;

/// What `logps` prints for a pair: scored tokens, and natural logarithms summed over them, end token included.
public record PairLogps(
        int chosenTokens,
        int rejectedTokens,
        double policyChosenLogp,
        double policyRejectedLogp,
        double referenceChosenLogp,
        double referenceRejectedLogp) {}
