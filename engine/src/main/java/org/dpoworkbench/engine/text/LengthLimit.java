package org.dpoworkbench.engine.text;

import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.engine.problem.UserError;

/// The `max_length` in force.
///
/// @param tokens    prompt and one completion together
/// @param isDefault whether nobody asked for it
/// @param warning   what to know about it
record LengthLimit(int tokens, boolean isDefault, Optional<String> warning) {
    private static final int DEFAULT_TOKENS = 1024;

    /// @throws UserError where a model with learned positions is asked for more than it has
    static LengthLimit of(OptionalInt asked, TextLimits limits) {
        int context = limits.context();
        if (asked.isEmpty()) {
            return new LengthLimit(Math.min(DEFAULT_TOKENS, context), true, Optional.empty());
        }
        int tokens = asked.getAsInt();
        if (tokens <= context) {
            return new LengthLimit(tokens, false, Optional.empty());
        }
        if (limits.learnedPositions()) {
            throw new UserError(("max_length is %d, and the model has learned positions for %d tokens only. "
                            + "Set max_length to %d or less.")
                    .formatted(tokens, context, context));
        }
        return new LengthLimit(
                tokens,
                false,
                Optional.of(("max_length is %d, beyond the %d tokens that the model was trained for. "
                                + "Its rotary positions go on, but nothing was learnt there.")
                        .formatted(tokens, context)));
    }
}
