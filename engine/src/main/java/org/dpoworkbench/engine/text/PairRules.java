package org.dpoworkbench.engine.text;

import java.util.Optional;
import org.dpoworkbench.engine.config.TemplateChoice;
import org.dpoworkbench.engine.data.RecordKind;

/// By which rules pairs or completions are made from records.
///
/// @param kind           which of the two
/// @param scoreUserTurns whether user turns inside a completion are scored
/// @param truncation     how what is longer is cut
/// @param chatTemplate   the one picked; absent: the model folder's own
/// @param dropsNothing   keep every pair, whatever is left of it: for the log-probabilities of a file as it is
record PairRules(
        RecordKind kind,
        Truncation truncation,
        Optional<TemplateChoice> chatTemplate,
        boolean scoreUserTurns,
        boolean dropsNothing) {}
