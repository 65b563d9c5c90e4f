package org.dpoworkbench.engine.data;

import java.util.List;

/// A conversation's prompt and the turns that follow it.
///
/// @param completions in the record's order
public record ChatPrompts(List<Message> prompt, List<List<Message>> completions) {
    public ChatPrompts {
        prompt = List.copyOf(prompt);
        completions = List.copyOf(completions);
    }

    /// The prompt that is given, or the leading turns that all completions have in common; empty where there are none.
    public static ChatPrompts split(PreferenceRecord.Chat chat) {
        List<List<Message>> sides = chat.completions();
        if (chat.prompt().isPresent()) {
            return new ChatPrompts(chat.prompt().get(), sides);
        }
        int turns = CommonPrefix.turns(sides);
        return new ChatPrompts(
                chat.chosen().subList(0, turns),
                sides.stream().map(side -> side.subList(turns, side.size())).toList());
    }

    /// With this completion alone.
    public ChatPrompts only(int number) {
        return new ChatPrompts(prompt, completions.subList(number, number + 1));
    }

    /// Whether a side has no turn with a content or a call of a tool.
    public boolean hasEmptySide() {
        return completions.stream().anyMatch(side -> side.stream().allMatch(Message::saysNothing));
    }

    /// Whether a side says white space only.
    public boolean hasBlankSide() {
        return completions.stream().anyMatch(side -> side.stream().allMatch(Message::saysBlank));
    }
}
