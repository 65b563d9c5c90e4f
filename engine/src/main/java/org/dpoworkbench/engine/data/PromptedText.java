package org.dpoworkbench.engine.data;

import java.util.List;

/// A pair of texts, split into what both sides share and what each adds.
///
/// @param chosenUserTurns   stretches of `prompt + chosen` in which the user speaks inside the completion
/// @param rejectedUserTurns the same of `prompt + rejected`
public record PromptedText(
        String prompt, String chosen, String rejected, List<Stretch> chosenUserTurns, List<Stretch> rejectedUserTurns) {
    public PromptedText {
        chosenUserTurns = List.copyOf(chosenUserTurns);
        rejectedUserTurns = List.copyOf(rejectedUserTurns);
    }

    /// UTF-16 positions in a text.
    ///
    /// @param to after the last
    public record Stretch(int from, int to) {
        public boolean contains(int position) {
            return from <= position && position < to;
        }
    }

    static PromptedText of(String prompt, String chosen, String rejected) {
        return new PromptedText(
                prompt, chosen, rejected, Transcript.userTurns(prompt, chosen), Transcript.userTurns(prompt, rejected));
    }
}
