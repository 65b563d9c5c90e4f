package org.dpoworkbench.engine.text;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dpoworkbench.engine.data.Message;
import org.dpoworkbench.engine.jinja.Template;
import org.dpoworkbench.engine.jinja.TemplateException;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.JsonNode;

/// Makes text of conversations as transformers' `apply_chat_template(tokenize=False)` does.
final class ChatTemplate {
    /// Transformers' own mark of where the last message ends.
    private static final String END_OF_LAST = "CONTINUE_FINAL_MESSAGE_TAG ";

    private final String name;
    private final Template template;
    private final Map<String, Object> always = new HashMap<>();

    /// @param name          where the template is from, for errors
    /// @param specialTokens texts by transformers' names, such as `bos_token`; those absent are undefined
    ///                      in templates
    /// @throws UserError where it is no template, or one that uses what is not supported
    ChatTemplate(String name, String source, Map<String, String> specialTokens) {
        this.name = name;
        try {
            this.template = Template.parse(source);
        } catch (TemplateException e) {
            throw new UserError(
                    "The chat template of %s cannot be used: line %d: %s. Give one that can with --chat-template FILE."
                            .formatted(name, e.line(), e.getMessage()),
                    e);
        }
        // Defined, and none, as transformers passes them.
        always.put("tools", null);
        always.put("documents", null);
        always.putAll(specialTokens);
    }

    private ChatTemplate(ChatTemplate other, Map<String, Object> variables) {
        name = other.name;
        template = other.template;
        always.putAll(other.always);
        always.putAll(variables);
    }

    /// The same template with a record's own variables, such as `tools`.
    ChatTemplate with(Map<String, JsonNode> variables) {
        return variables.isEmpty() ? this : new ChatTemplate(this, TemplateValues.of(variables.entrySet()));
    }

    static UserError missing(String file, String folder) {
        return new UserError(file + " holds conversations (lists of {role, content}), and " + folder
                + " has no chat template to make texts of them: neither chat_template.jinja nor chat_template in "
                + "tokenizer_config.json. Give the template the model was trained with: --chat-template FILE, or for a"
                + " base model one that comes with the program: --chat-template chatml.");
    }

    /// @param addGenerationPrompt whether what opens an assistant's turn follows
    /// @throws ChatTemplateException where the template refuses the conversation
    String render(List<Message> messages, boolean addGenerationPrompt) throws ChatTemplateException {
        Map<String, Object> values = new HashMap<>(always);
        values.put("messages", messages.stream().map(ChatTemplate::values).toList());
        values.put("add_generation_prompt", addGenerationPrompt);
        try {
            return template.render(values);
        } catch (TemplateException.Raised e) {
            throw refused("it raises \"" + e.getMessage() + "\"");
        } catch (TemplateException e) {
            throw refused("line " + e.line() + ": " + e.getMessage());
        }
    }

    private ChatTemplateException refused(String why) {
        return new ChatTemplateException("the chat template of %s does not render it: %s.".formatted(name, why));
    }

    /// `continue_final_message`: without what follows the last message's content.
    ///
    /// @throws ChatTemplateException where the template refuses the conversation or cuts the last message
    String renderOpen(List<Message> messages) throws ChatTemplateException {
        Message last = messages.getLast();
        if (last.lacksContent()) {
            throw new ChatTemplateException("its last prompt turn has no content, so there is nothing to continue.");
        }
        List<Message> marked = Stream.concat(
                        messages.subList(0, messages.size() - 1).stream(),
                        Stream.of(new Message(last.role(), last.content() + END_OF_LAST, last.more())))
                .toList();
        String text = render(marked, false);
        int end = text.lastIndexOf(END_OF_LAST.strip());
        if (end < 0 || !text.contains(last.content().strip())) {
            throw new ChatTemplateException("the chat template of " + name
                    + " leaves its last prompt turn out, or some of it, so there is nothing to continue.");
        }
        return text.startsWith(END_OF_LAST, end)
                ? text.substring(0, end)
                : text.substring(0, end).stripTrailing();
    }

    private static Map<String, Object> values(Message message) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("role", message.role());
        values.put("content", message.content());
        values.putAll(TemplateValues.of(message.more().entrySet()));
        return values;
    }
}
