package org.dpoworkbench.engine.data;

import java.util.List;

/// How much a record says.
final class Characters {
    private Characters() {}

    /// Characters of its texts; two for a token id.
    static long of(PreferenceRecord record) {
        return switch (record) {
            case PreferenceRecord.Text text ->
                text.prompt().map(String::length).orElse(0)
                        + text.completions().stream().mapToLong(String::length).sum();
            case PreferenceRecord.Chat chat ->
                chat.prompt().map(Characters::turns).orElse(0L)
                        + chat.completions().stream()
                                .mapToLong(Characters::turns)
                                .sum();
            case PreferenceRecord.Tokens tokens ->
                2L
                        * (tokens.prompt().length
                                + tokens.completions().stream()
                                        .mapToLong(ids -> ids.length)
                                        .sum());
        };
    }

    private static long turns(List<Message> turns) {
        return turns.stream().mapToLong(turn -> turn.content().length()).sum();
    }
}
