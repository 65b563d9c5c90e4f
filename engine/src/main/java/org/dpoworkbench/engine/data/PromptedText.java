package org.dpoworkbench.engine.data;

import java.util.List;

/// A prompt and what is said to it.
///
/// @param completions in the record's order
public record PromptedText(String prompt, List<Completion> completions) {
    public PromptedText {
        completions = List.copyOf(completions);
    }

    /// What follows the prompt.
    ///
    /// @param userTurns stretches of `prompt + text` in which the user speaks inside the completion
    public record Completion(String text, List<Stretch> userTurns) {
        public Completion {
            userTurns = List.copyOf(userTurns);
        }
    }

    /// UTF-16 positions in a text.
    ///
    /// @param to after the last
    public record Stretch(int from, int to) {
        public boolean contains(int position) {
            return from <= position && position < to;
        }
    }

    static PromptedText of(String prompt, List<String> completions) {
        return new PromptedText(
                prompt,
                completions.stream()
                        .map(text -> new Completion(text, Transcript.userTurns(prompt, text)))
                        .toList());
    }

    /// The completions' texts, in order.
    public List<String> texts() {
        return completions.stream().map(Completion::text).toList();
    }

    /// With this completion alone.
    public PromptedText only(int number) {
        return new PromptedText(prompt, completions.subList(number, number + 1));
    }
}
