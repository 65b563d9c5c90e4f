package org.dpoworkbench.engine.text;

import java.util.Arrays;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.TruncationMode;
import org.dpoworkbench.engine.problem.UserError;

/// How prompt and completions are cut to `max_length`.
///
/// @param maxPromptLength of mode `original`, in tokens, below maxLength
record Truncation(TruncationMode mode, int maxLength, int maxPromptLength) {

    /// @throws UserError where a prompt would leave no room for a completion
    static Truncation of(DataConfig config, int maxLength) {
        int maxPromptLength = config.maxPromptLength().orElse(maxLength / 2);
        if (maxPromptLength >= maxLength) {
            throw new UserError(("max_prompt_length is %d and max_length is %d, which leaves no token for a "
                            + "completion. Set max_prompt_length below max_length.")
                    .formatted(maxPromptLength, maxLength));
        }
        return new Truncation(config.truncationMode(), maxLength, maxPromptLength);
    }

    /// What is left of a prompt, and how many tokens of a completion may follow it.
    ///
    /// @param promptFrom prompt tokens cut off at its beginning
    @SuppressWarnings("ArrayRecordComponent") // nobody writes to it
    record Room(int promptFrom, int[] prompt, int completion) {}

    /// @param longest tokens of the longest completion
    Room room(int[] prompt, int longest) {
        return switch (mode) {
            case KEEP_START -> {
                int[] left = prompt.length <= maxLength ? prompt : Arrays.copyOf(prompt, maxLength);
                yield new Room(0, left, maxLength - left.length);
            }
            // Rafailov et al.'s `tokenize_batch_element`, with truncation_mode `keep_end`.
            case ORIGINAL -> {
                if (prompt.length + longest <= maxLength) {
                    yield new Room(0, prompt, longest);
                }
                int from = Math.max(0, prompt.length - maxPromptLength);
                int[] left = Arrays.copyOfRange(prompt, from, prompt.length);
                boolean fits = left.length + longest <= maxLength;
                yield new Room(from, left, fits ? longest : maxLength - maxPromptLength);
            }
        };
    }
}
