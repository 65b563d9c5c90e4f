package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Transcripts as hh-rlhf writes them: turns that begin with `\n\nHuman:` and `\n\nAssistant:`.
final class Transcript {
    static final String HUMAN = "\n\nHuman:";
    static final String ASSISTANT = "\n\nAssistant:";

    private Transcript() {}

    static boolean isOne(String text) {
        return text.contains(ASSISTANT);
    }

    /// The prompt that ends after the first completion's last assistant marker; absent where another does not share it.
    static Optional<PromptedText> split(List<String> completions) {
        String chosen = completions.getFirst();
        int marker = chosen.lastIndexOf(ASSISTANT);
        if (marker < 0) {
            return Optional.empty();
        }
        int end = marker + ASSISTANT.length();
        String prompt = chosen.substring(0, end);
        return completions.stream().allMatch(completion -> completion.startsWith(prompt))
                ? Optional.of(PromptedText.of(
                        prompt,
                        completions.stream().map(side -> side.substring(end)).toList()))
                : Optional.empty();
    }

    /// Where the user speaks inside a completion: from a human marker to the end of the next assistant marker, or
    /// to the text's end. Only a prompt that is a transcript itself has such turns.
    static List<PromptedText.Stretch> userTurns(String prompt, String completion) {
        if (!isOne(prompt)) {
            return List.of();
        }
        String text = prompt + completion;
        List<PromptedText.Stretch> turns = new ArrayList<>();
        int human = text.indexOf(HUMAN);
        while (human >= 0) {
            int assistant = text.indexOf(ASSISTANT, human);
            int end = assistant < 0 ? text.length() : assistant + ASSISTANT.length();
            if (end > prompt.length()) {
                turns.add(new PromptedText.Stretch(Math.max(human, prompt.length()), end));
            }
            human = text.indexOf(HUMAN, end);
        }
        return turns;
    }
}
