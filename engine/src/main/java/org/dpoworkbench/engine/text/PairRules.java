package org.dpoworkbench.engine.text;

/// By which rules pairs are made from records.
///
/// @param maxLength      prompt and one completion together, in tokens
/// @param scoreUserTurns whether user turns inside a completion are scored
/// @param dropsNothing   keep every pair, whatever is left of it: for the log-probabilities of a file as it is
record PairRules(int maxLength, boolean scoreUserTurns, boolean dropsNothing) {}
