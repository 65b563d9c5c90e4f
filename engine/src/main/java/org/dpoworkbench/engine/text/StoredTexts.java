package org.dpoworkbench.engine.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.Message;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.RecordPlace;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a record says, as one letter for its form and JSON in ASCII: escaped, half a surrogate pair is kept too.
final class StoredTexts {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /// What is known of a record besides its texts.
    record Head(RecordPlace place, Judgement judgement) {}

    private record Texts(Optional<String> prompt, List<String> completions, Optional<String> source) {}

    private record Turns(
            Optional<List<Message>> prompt,
            List<List<Message>> completions,
            Optional<String> source,
            Map<String, JsonNode> variables) {}

    @SuppressWarnings("ArrayRecordComponent") // nobody writes to them
    private record Ids(int[] prompt, List<int[]> completions, Optional<String> source) {}

    private StoredTexts() {}

    static String of(PreferenceRecord record) {
        return switch (record) {
            case PreferenceRecord.Text text ->
                "t" + JSON.writeValueAsString(new Texts(text.prompt(), text.completions(), text.source()));
            case PreferenceRecord.Chat chat ->
                "c"
                        + JSON.writeValueAsString(
                                new Turns(chat.prompt(), chat.completions(), chat.source(), chat.variables()));
            case PreferenceRecord.Tokens tokens ->
                "i" + JSON.writeValueAsString(new Ids(tokens.prompt(), tokens.completions(), tokens.source()));
        };
    }

    static PreferenceRecord read(byte[] stored, Head head) {
        String json = new String(stored, 1, stored.length - 1, StandardCharsets.US_ASCII);
        return switch (stored[0]) {
            case 't' -> {
                Texts texts = JSON.readValue(json, Texts.class);
                yield new PreferenceRecord.Text(
                        head.place(), texts.prompt(), texts.completions(), head.judgement(), texts.source());
            }
            case 'c' -> {
                Turns turns = JSON.readValue(json, Turns.class);
                yield new PreferenceRecord.Chat(
                        head.place(),
                        turns.prompt(),
                        turns.completions(),
                        head.judgement(),
                        turns.source(),
                        turns.variables());
            }
            case 'i' -> {
                Ids ids = JSON.readValue(json, Ids.class);
                yield new PreferenceRecord.Tokens(
                        head.place(), ids.prompt(), ids.completions(), head.judgement(), ids.source());
            }
            default -> throw new IllegalStateException("a record of form " + (char) stored[0]);
        };
    }
}
