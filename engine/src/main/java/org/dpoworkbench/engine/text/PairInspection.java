package org.dpoworkbench.engine.text;

import java.util.List;

/// A record as the model sees it, token by token, with what the cut took away.
///
/// @param rendered whether a chat template made the texts
/// @param prompt   what at least one completion is seen with. Where the cut leaves each completion another part of it,
///                 each begins with its own part, in the role of a prompt
/// @param completions of a pair the chosen one first, of a ranking the best first; one of what has one
public record PairInspection(boolean rendered, Part prompt, List<Part> completions) {
    public PairInspection {
        completions = List.copyOf(completions);
    }

    /// The first completion.
    public Part chosen() {
        return completions.getFirst();
    }

    /// The last of several completions; no tokens where there is one.
    public Part rejected() {
        return completions.size() > 1 ? completions.getLast() : new Part("", List.of());
    }

    /// What a token is to the loss.
    public enum Role {
        /// Context; not scored.
        PROMPT,
        /// Its log-probability counts.
        SCORED,
        /// In the completion and not scored: a user's turn, or the first token where there is no prompt.
        MASKED,
        /// Beyond the length limit: the model never sees it.
        CUT
    }

    /// @param piece   its text by itself, spaces as they are
    /// @param special whether it stands for no text
    public record Token(int id, String piece, boolean special, Role role) {}

    /// @param text what the tokens were made of; empty where the record holds token ids
    public record Part(String text, List<Token> tokens) {
        public Part {
            tokens = List.copyOf(tokens);
        }

        public int count(Role role) {
            return (int) tokens.stream().filter(token -> token.role() == role).count();
        }
    }
}
