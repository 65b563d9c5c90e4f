package org.dpoworkbench.engine.text;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.engine.data.Message;
import org.dpoworkbench.engine.problem.UserError;

/// Makes text of conversations as transformers' `apply_chat_template(tokenize=False)` does.
final class ChatTemplate {
    /// Transformers' own mark of where the last message ends.
    private static final String END_OF_LAST = "CONTINUE_FINAL_MESSAGE_TAG ";

    private final String name;
    private final JinjaTemplate template;
    private final Map<String, Object> specialTokens = new HashMap<>();

    /// @param name where the template is from, for errors
    /// @param bos  the text of the BOS token, `bos_token` in the template; undefined where it is absent
    /// @throws UserError where it is a template that is not supported
    ChatTemplate(String name, String source, Optional<String> bos, Optional<String> eos) {
        this.name = name;
        try {
            this.template = new JinjaTemplate(source);
        } catch (ChatTemplateException e) {
            throw new UserError(
                    "The chat template of " + name + " cannot be used: " + e.getMessage()
                            + ". Give one that can with --chat-template FILE.",
                    e);
        }
        bos.ifPresent(text -> specialTokens.put("bos_token", text));
        eos.ifPresent(text -> specialTokens.put("eos_token", text));
    }

    static UserError missing(String file, Path folder) {
        return new UserError(file + " holds conversations (lists of {role, content}), and " + folder
                + " has no chat template to make texts of them: neither chat_template.jinja nor chat_template in "
                + "tokenizer_config.json. Give the template the model was trained with: --chat-template FILE.");
    }

    /// @param addGenerationPrompt whether what opens an assistant's turn follows
    /// @throws ChatTemplateException where the template refuses the conversation
    String render(List<Message> messages, boolean addGenerationPrompt) throws ChatTemplateException {
        Map<String, Object> values = new HashMap<>(specialTokens);
        values.put("messages", messages.stream().map(ChatTemplate::values).toList());
        values.put("add_generation_prompt", addGenerationPrompt);
        try {
            return template.render(values);
        } catch (ChatTemplateException e) {
            throw new ChatTemplateException(
                    "the chat template of %s does not render it: %s.".formatted(name, e.getMessage()));
        }
    }

    /// `continue_final_message`: without what follows the last message's content.
    ///
    /// @throws ChatTemplateException where the template refuses the conversation or leaves the last message out
    String renderOpen(List<Message> messages) throws ChatTemplateException {
        Message last = messages.getLast();
        List<Message> marked = Stream.concat(
                        messages.subList(0, messages.size() - 1).stream(),
                        Stream.of(new Message(last.role(), last.content() + END_OF_LAST)))
                .toList();
        String text = render(marked, false);
        int end = text.lastIndexOf(END_OF_LAST.strip());
        if (end < 0) {
            throw new ChatTemplateException("the chat template of " + name + " leaves its last prompt turn out.");
        }
        return text.startsWith(END_OF_LAST, end)
                ? text.substring(0, end)
                : text.substring(0, end).stripTrailing();
    }

    private static Map<String, Object> values(Message message) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("role", message.role());
        values.put("content", message.content());
        return values;
    }
}
