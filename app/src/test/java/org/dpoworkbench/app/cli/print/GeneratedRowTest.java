package org.dpoworkbench.app.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.app.room.Sampler;
import org.dpoworkbench.engine.data.GivenPrompt;
import org.dpoworkbench.engine.data.Message;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GeneratedRowTest {
    private static final JsonMapper JSON = new JsonMapper();

    /// So that the answer is scored after the same rendering that it was sampled after.
    @Test
    void anAnswerKeepsWhatItsPromptGaveTheChatTemplate() {
        JsonNode tools = JSON.readTree("[{\"name\":\"clock\"}]");
        GivenPrompt prompt = new GivenPrompt(
                Optional.empty(),
                List.of(new Message("user", "now?")),
                Map.of("tools", tools, "enable_thinking", JSON.readTree("false")));
        JsonNode row = JSON.readTree(GeneratedRow.line(new Sampler.Text(
                "policy",
                0,
                0,
                prompt,
                "noon",
                2,
                CompletionEnd.END_TOKEN,
                Optional.of("<|im_end|>"),
                OptionalDouble.empty())));
        assertThat(row.get("tools")).isEqualTo(tools);
        assertThat(row.get("chat_template_kwargs")).isEqualTo(JSON.readTree("{\"enable_thinking\":false}"));
        assertThat(row.get("end_token").asString()).isEqualTo("<|im_end|>");
    }
}
