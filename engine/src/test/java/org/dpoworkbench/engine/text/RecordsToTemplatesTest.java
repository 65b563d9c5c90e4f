package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.data.GivenPrompt;
import org.dpoworkbench.engine.data.PromptFile;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Conversations read from a file reach a template as they reach transformers' (`docs/goldens/chat_templates.py`).
class RecordsToTemplatesTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    @Test
    void toolsCallsAndThoughtsRenderAsInTransformers() throws IOException {
        JsonNode all = JSON.readTree(resource("renderings.json"));
        Map<String, GivenPrompt> read = new HashMap<>();
        for (Map.Entry<String, JsonNode> one : all.get("conversations").properties()) {
            // Contents in parts are refused, and nothing at all is no prompt.
            if (!List.of("blocks", "nothing").contains(one.getKey())) {
                read.put(one.getKey(), prompt(record(one.getValue())));
            }
        }
        int compared = 0;
        for (JsonNode row : all.get("renderings")) {
            GivenPrompt given = read.get(row.get("conversation").stringValue());
            if (given != null) {
                check(row, given);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(440);
    }

    private static void check(JsonNode row, GivenPrompt given) throws IOException {
        String name = row.get("template").stringValue();
        ChatTemplate template = new ChatTemplate(
                        name, resource(name + ".jinja"), Map.of("bos_token", "<s>", "eos_token", "</s>"))
                .with(given.variables());
        boolean opens = row.get("add_generation_prompt").booleanValue();
        if (row.has("error")) {
            assertThatThrownBy(() -> template.render(given.messages(), opens))
                    .as(row.toString())
                    .isInstanceOf(ChatTemplateException.class);
            return;
        }
        try {
            assertThat(template.render(given.messages(), opens))
                    .as("%s of %s", name, row.get("conversation"))
                    .isEqualTo(row.get("text").stringValue());
        } catch (ChatTemplateException e) {
            throw new AssertionError(row.toString(), e);
        }
    }

    /// Python's `str` of the fields, in the record's order.
    @Test
    void whatIsNullIsNoneAndWhatIsMissingIsUndefined() throws IOException, ChatTemplateException {
        GivenPrompt given = prompt("{\"messages\": [{\"role\": \"user\", \"content\": \"a\", \"name\": null},"
                + "{\"role\": \"assistant\", \"content\": null, \"tool_calls\": [{\"n\": 1, \"x\": 1.0,"
                + " \"b\": 12345678901234567890}]}]}");
        String source = "{% for m in messages %}{{ m.content }} {{ m.name is defined }} {{ m.name is none }}"
                + " {{ m.tool_calls }};{% endfor %}";

        assertThat(new ChatTemplate("here", source, Map.of()).render(given.messages(), false))
                .isEqualTo("a True True ;None False False [{'n': 1, 'x': 1.0, 'b': 12345678901234567890}];");
    }

    @Test
    void toolsMayBeAJsonTextAndNoToolsAreNone() throws IOException, ChatTemplateException {
        assertThat(tools("\"[{\\\"a\\\": 1}]\"")).isEqualTo("[{'a': 1}]");
        assertThat(tools("[]")).isEqualTo("None");
        assertThat(tools("\"\"")).isEqualTo("None");
        assertThat(tools("null")).isEqualTo("None");
    }

    private String tools(String json) throws IOException, ChatTemplateException {
        GivenPrompt given =
                prompt("{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}], \"tools\": " + json + "}");
        return new ChatTemplate("here", "{{ tools }}", Map.of())
                .with(given.variables())
                .render(given.messages(), false);
    }

    @Test
    void whatCannotBePassedOnIsRefusedByItsName() {
        String turns = "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}], ";
        assertThatThrownBy(() -> prompt(turns + "\"tools\": {\"a\": 1}}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"tools\" must be a list of tools");
        assertThatThrownBy(() -> prompt(turns + "\"tools\": \"weather\"}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"tools\" must be a list of tools");
        assertThatThrownBy(() -> prompt(turns + "\"chat_template_kwargs\": {\"messages\": []}}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("sets messages");
        assertThatThrownBy(() -> prompt("{\"messages\": [{\"role\": \"user\", \"content\": null}]}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("null beside tool_calls only");
    }

    /// All but messages and tools goes to `chat_template_kwargs`.
    private static String record(JsonNode conversation) {
        ObjectNode record = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> one : conversation.properties()) {
            if (List.of("messages", "tools").contains(one.getKey())) {
                record.set(one.getKey(), one.getValue());
            } else {
                record.withObject("/chat_template_kwargs").set(one.getKey(), one.getValue());
            }
        }
        return record.toString();
    }

    private GivenPrompt prompt(String json) throws IOException {
        return PromptFile.read(Files.writeString(folder.resolve("prompts.jsonl"), json + "\n"))
                .getFirst();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = RecordsToTemplatesTest.class.getResourceAsStream("/chat-templates/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
