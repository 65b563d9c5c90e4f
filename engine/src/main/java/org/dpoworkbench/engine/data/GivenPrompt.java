package org.dpoworkbench.engine.data;

import java.util.List;
import java.util.Optional;

/// What is to be answered: a text that goes on, or a conversation.
///
/// @param text     absent for a conversation
/// @param messages none for a text
public record GivenPrompt(Optional<String> text, List<Message> messages) {
    public GivenPrompt {
        messages = List.copyOf(messages);
    }

    public static GivenPrompt of(String text) {
        return new GivenPrompt(Optional.of(text), List.of());
    }

    /// A user's single turn.
    public static GivenPrompt turn(String text) {
        return new GivenPrompt(Optional.empty(), List.of(new Message("user", text)));
    }

    /// A short form for errors.
    @Override
    public String toString() {
        String whole = text.orElseGet(
                () -> messages.isEmpty() ? "" : messages.getLast().content());
        return whole.length() <= 60 ? whole : whole.substring(0, 60) + "…";
    }
}
