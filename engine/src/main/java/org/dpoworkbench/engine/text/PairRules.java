package org.dpoworkbench.engine.text;

import org.dpoworkbench.engine.data.RecordKind;

/// By which rules pairs or completions are made from records.
///
/// @param kind           which of the two
/// @param maxLength      prompt and one completion together, in tokens
/// @param scoreUserTurns whether user turns inside a completion are scored
/// @param dropsNothing   keep every pair, whatever is left of it: for the log-probabilities of a file as it is
record PairRules(RecordKind kind, int maxLength, boolean scoreUserTurns, boolean dropsNothing) {}
