package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.config.TemplateChoice;
import org.dpoworkbench.engine.data.Message;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Against what transformers' `apply_chat_template` rendered (see the goldens' README).
class ChatTemplateTest {
    private static final List<Message> TALK =
            List.of(new Message("user", " hi "), new Message("assistant", "it's {{ x }}"));

    static Path golden(String name) {
        try {
            return Path.of(ChatTemplateTest.class
                    .getResource("/goldens/chat_templates/" + name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static ChatTemplate template(String source) {
        return new ChatTemplate("here", source, Map.of("bos_token", "<s>", "eos_token", "</s>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chatml", "zephyr"})
    void everyRenderingIsTransformers(String name) throws IOException, ChatTemplateException {
        try (TextModel model = TextModel.open(golden(name), new TextLimits(300, 128, false))) {
            ChatTemplate template = model.chatTemplate(Optional.empty(), "data.jsonl");
            JsonNode renderings = JsonMapper.shared()
                    .readTree(Files.readString(golden(name).resolve("renderings.json")))
                    .get("renderings");
            assertThat(renderings).hasSizeGreaterThanOrEqualTo(20);
            for (JsonNode rendering : renderings) {
                List<Message> messages = new ArrayList<>();
                rendering
                        .get("messages")
                        .forEach(m -> messages.add(new Message(
                                m.get("role").stringValue(), m.get("content").stringValue())));
                String text = rendering.has("continue_final_message")
                        ? template.renderOpen(messages)
                        : template.render(
                                messages, rendering.get("add_generation_prompt").booleanValue());
                assertThat(text)
                        .as(rendering.get("conversation").stringValue())
                        .isEqualTo(rendering.get("text").stringValue());
            }
        }
    }

    /// Expected texts from Jinja2 3.1 with trim_blocks and lstrip_blocks.
    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '`',
            value = {
                "{{ messages | tojson }}§[{\"role\": \"user\", \"content\": \" hi \"}, {\"role\": \"assistant\", \"content\": \"it's {{ x }}\"}]",
                "{{ bos_token }}{{ messages[0].content | trim }}§<s>hi",
                "{{ messages[0].content.strip() }}{{ messages[-1]['role'] }}§hiassistant",
                "{% set ns = namespace(n=0) %}{% for m in messages %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}§2",
                "{% for m in messages[1:] %}{{ loop.index0 }}{{ m.role }}{% endfor %}§0assistant",
                "{% if messages[0]['content'].startswith(' h') %}yes{% endif %}§yes",
                // Defined, and none: transformers passes them always.
                "{{ tools is defined }} {{ tools }} {{ documents is none }} {{ pad_token is defined }}§True None True False"
            })
    void whatTemplatesUseRendersAsInJinja(String source, String text) throws ChatTemplateException {
        assertThat(template(source).render(TALK, true)).isEqualTo(text);
    }

    @Test
    void oneLineFeedAtTheTemplatesEndIsNotRendered() throws ChatTemplateException {
        assertThat(template("a\n").render(TALK, false)).isEqualTo("a");
        assertThat(template("a\n\n").render(TALK, false)).isEqualTo("a\n");
        assertThat(template("{{ 'a\\n' }}").render(TALK, false)).isEqualTo("a\n");
    }

    @Test
    void aTemplateThatIsNoFileIsToldWhichAreBuiltIn() {
        assertThatThrownBy(() -> TextModel.text(TemplateChoice.of("chatlm")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("chatlm is no file, and the built-in templates are called chatml, zephyr");
    }

    @Test
    void whatTheTemplateRaisesIsTheReason() {
        assertThatThrownBy(() -> template("{{ raise_exception('Roles must alternate') }}")
                        .render(TALK, false))
                .isInstanceOf(ChatTemplateException.class)
                .hasMessageContainingAll("here", "raises \"Roles must alternate\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% include '/etc/hostname' %}",
                "{% import '/etc/hostname' as h %}",
                "{{ ''.getClass().forName('java.lang.Runtime') }}",
                "{{ unknown_function() }}",
                "{% for i in range(999) %}{% for j in range(999) %}{% for k in range(999) %}0123456789"
                        + "{% endfor %}{% endfor %}{% endfor %}"
            })
    void whatReachesOutOrIsUnknownOrTooLongIsRefused(String source) {
        assertThatThrownBy(() -> template(source).render(TALK, false))
                .isInstanceOfAny(ChatTemplateException.class, UserError.class)
                .hasMessageContaining("line 1: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{ messages | nosuch }}", "\n{{ 1 is nosuch }}", "{% block b %}{% endblock %}", "{% nosuch %}"})
    void whatIsNotSupportedIsNamedWithItsLineAtOnce(String source) {
        assertThatThrownBy(() -> template(source))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(
                        "not supported", source.startsWith("\n") ? "line 2" : "line 1", "--chat-template FILE");
    }
}
