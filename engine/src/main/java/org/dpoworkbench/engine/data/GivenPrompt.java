package org.dpoworkbench.engine.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What is to be answered: a text that goes on, or a conversation.
///
/// @param text     absent for a conversation
/// @param messages none for a text
/// @param variables what the chat template gets besides, see [TemplateVariables]
public record GivenPrompt(Optional<String> text, List<Message> messages, Map<String, JsonNode> variables) {
    public GivenPrompt {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        messages = List.copyOf(messages);
    }

    public static GivenPrompt of(String text) {
        return new GivenPrompt(Optional.of(text), List.of(), Map.of());
    }

    /// A user's single turn.
    public static GivenPrompt turn(String text) {
        return new GivenPrompt(Optional.empty(), List.of(new Message("user", text)), Map.of());
    }

    /// A short form for errors.
    @Override
    public String toString() {
        String whole = text.orElseGet(
                () -> messages.isEmpty() ? "" : messages.getLast().content());
        return whole.length() <= 60 ? whole : whole.substring(0, 60) + "…";
    }
}
