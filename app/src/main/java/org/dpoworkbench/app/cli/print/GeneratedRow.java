package org.dpoworkbench.app.cli.print;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.app.room.Sampler;
import org.dpoworkbench.engine.data.Message;
import org.dpoworkbench.engine.data.TemplateVariables;

/// A generated text as a JSON line, which is a record of a prompt–completion file: of a conversation, lists of
/// `{role, content}`.
public final class GeneratedRow {
    private GeneratedRow() {}

    public static String line(Sampler.Text text) {
        return Json.line(of(text));
    }

    public static Map<String, Object> of(Sampler.Text text) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("model", text.model());
        if (text.prompt().text().isPresent()) {
            row.put("prompt", text.prompt().text().get());
            row.put("completion", text.completion());
        } else {
            row.put(
                    "prompt",
                    text.prompt().messages().stream().map(GeneratedRow::turn).toList());
            row.put("completion", List.of(turn(new Message("assistant", text.completion()))));
            row.putAll(TemplateVariables.fields(text.prompt().variables()));
        }
        row.put("tokens", text.tokens());
        row.put("ended", text.end().isBeforeCap());
        row.put("end", text.end().key());
        text.endToken().ifPresent(token -> row.put("end_token", token));
        row.put("prompt_number", text.number());
        row.put("sample", text.sample());
        text.reward().ifPresent(reward -> row.put("reward", reward));
        return row;
    }

    private static Map<String, Object> turn(Message message) {
        Map<String, Object> turn = new LinkedHashMap<>();
        turn.put("role", message.role());
        turn.put("content", message.content());
        turn.putAll(message.more());
        return turn;
    }
}
