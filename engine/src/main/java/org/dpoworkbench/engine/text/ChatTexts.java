package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dpoworkbench.engine.data.Message;
import org.dpoworkbench.engine.data.PromptedText;
import tools.jackson.databind.JsonNode;

/// Makes prompt and completions of conversations, as TRL 1.16's `apply_chat_template`: a completion is what the
/// rendering of the whole conversation has after the prompt's own.
final class ChatTexts {
    private static final String ASSISTANT = "assistant";

    private final ChatTemplate template;

    ChatTexts(ChatTemplate template) {
        this.template = template;
    }

    /// The same with a record's own variables.
    ChatTexts with(Map<String, JsonNode> variables) {
        return variables.isEmpty() ? this : new ChatTexts(template.with(variables));
    }

    /// @param merged whether a whole conversation's rendering does not begin with the prompt's, so that the prompt is
    ///               only what they have in common
    record Rendered(PromptedText text, boolean merged) {}

    /// @param completions the chosen turns and, of a pair, the rejected ones after them
    /// @throws ChatTemplateException where the template refuses one of the conversations
    Rendered render(List<Message> prompt, List<List<Message>> completions) throws ChatTemplateException {
        String promptText = opened(prompt);
        List<String> wholes = new ArrayList<>();
        int shared = promptText.length();
        for (List<Message> completion : completions) {
            String whole = template.render(joined(prompt, completion), false);
            wholes.add(whole);
            shared = Math.min(shared, common(promptText, whole));
        }
        List<PromptedText.Completion> texts = new ArrayList<>();
        for (int i = 0; i < wholes.size(); i++) {
            texts.add(new PromptedText.Completion(
                    wholes.get(i).substring(shared), othersTurns(prompt, completions.get(i), wholes.get(i), shared)));
        }
        return new Rendered(new PromptedText(promptText.substring(0, shared), texts), shared < promptText.length());
    }

    /// Turns up to where the assistant goes on.
    String opened(List<Message> turns) throws ChatTemplateException {
        if (turns.isEmpty()) {
            return "";
        }
        return switch (turns.getLast().role()) {
            case ASSISTANT -> template.renderOpen(turns);
            case "user", "tool" -> template.render(turns, true);
            default -> template.render(turns, false);
        };
    }

    /// Where a completion's turns are not the assistant's: each from the end of the turn before it to where the
    /// assistant's words begin.
    private List<PromptedText.Stretch> othersTurns(
            List<Message> prompt, List<Message> completion, String whole, int promptEnd) throws ChatTemplateException {
        List<PromptedText.Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < completion.size(); i++) {
            if (completion.get(i).role().equals(ASSISTANT)) {
                continue;
            }
            List<Message> before = joined(prompt, completion.subList(0, i));
            List<Message> with = joined(prompt, completion.subList(0, i + 1));
            int from = before.isEmpty() ? 0 : common(template.render(before, false), whole);
            int to = i + 1 == completion.size()
                    ? whole.length()
                    : common(
                            completion.get(i + 1).role().equals(ASSISTANT)
                                    ? template.render(with, true)
                                    : template.render(with, false),
                            whole);
            stretches.add(new PromptedText.Stretch(Math.max(from, promptEnd), Math.max(to, promptEnd)));
        }
        return stretches;
    }

    private static List<Message> joined(List<Message> first, List<Message> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /// How many characters two texts begin with in common, never half a surrogate pair.
    private static int common(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        int same = 0;
        while (same < shorter && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return same > 0 && same < shorter && Character.isHighSurrogate(a.charAt(same - 1)) ? same - 1 : same;
    }
}
