package org.dpoworkbench.engine.text;

import java.util.List;
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

    /// What is left of a prompt with one of its completions.
    ///
    /// @param promptFrom first prompt token that is left
    /// @param promptTo   end of the prompt tokens that are left, exclusive
    /// @param from       first completion token that is left
    /// @param to         end of the completion tokens that are left, exclusive
    record Left(int promptFrom, int promptTo, int from, int to) {
        int promptLength() {
            return promptTo - promptFrom;
        }

        int completionLength() {
            return to - from;
        }

        boolean samePrompt(Left other) {
            return promptFrom == other.promptFrom && promptTo == other.promptTo;
        }
    }

    /// What is left of a prompt with each of its completions.
    ///
    /// @param prompt      tokens of the prompt
    /// @param completions tokens of each completion
    List<Left> cut(int prompt, List<Integer> completions) {
        return switch (mode) {
            case KEEP_START ->
                completions.stream().map(length -> keepStart(prompt, length)).toList();
            case KEEP_END ->
                completions.stream().map(length -> keepEnd(prompt, length)).toList();
            case ORIGINAL -> original(prompt, completions);
        };
    }

    /// TRL's `DataCollatorForPreference`: `(prompt + completion)[:max_length]`.
    private Left keepStart(int prompt, int completion) {
        int left = Math.min(prompt, maxLength);
        return new Left(0, left, 0, Math.min(completion, maxLength - left));
    }

    /// TRL's `DataCollatorForPreference`: `(prompt + completion)[-max_length:]`.
    private Left keepEnd(int prompt, int completion) {
        int surplus = Math.max(0, prompt + completion - maxLength);
        return new Left(Math.min(prompt, surplus), prompt, Math.max(0, surplus - prompt), completion);
    }

    /// Rafailov et al.'s `tokenize_batch_element`, with their truncation_mode `keep_end`.
    private List<Left> original(int prompt, List<Integer> completions) {
        int longest = completions.stream().mapToInt(Integer::intValue).max().orElse(0);
        int from = prompt + longest <= maxLength ? 0 : Math.max(0, prompt - maxPromptLength);
        int room = prompt - from + longest <= maxLength ? longest : maxLength - maxPromptLength;
        return completions.stream()
                .map(length -> new Left(from, prompt, 0, Math.min(length, room)))
                .toList();
    }
}
