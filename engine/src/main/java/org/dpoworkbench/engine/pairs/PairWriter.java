package org.dpoworkbench.engine.pairs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.dpoworkbench.engine.data.Message;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.TemplateVariables;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes pairs as JSON Lines that a run reads: `prompt`, `chosen`, `rejected` and, where there are some,
/// `score_chosen`, `score_rejected`, `gap`, `votes`, `agreement`, `source`; `file` and `line` say where a pair
/// comes from.
final class PairWriter {
    private static final JsonMapper JSON = new JsonMapper();

    private final Writer lines;

    PairWriter(Writer lines) {
        this.lines = lines;
    }

    void write(BuiltPair pair) {
        ObjectNode line = JSON.createObjectNode();
        PreferenceRecord record = pair.record();
        switch (record) {
            case PreferenceRecord.Text text -> {
                text.prompt().ifPresent(prompt -> line.put("prompt", prompt));
                line.put("chosen", text.completions().get(pair.chosen()));
                line.put("rejected", text.completions().get(pair.rejected()));
            }
            case PreferenceRecord.Chat chat -> {
                chat.prompt().ifPresent(prompt -> line.set("prompt", turns(prompt)));
                line.set("chosen", turns(chat.completions().get(pair.chosen())));
                line.set("rejected", turns(chat.completions().get(pair.rejected())));
                TemplateVariables.fields(chat.variables()).forEach(line::set);
            }
            case PreferenceRecord.Tokens tokens -> {
                line.set("prompt_input_ids", ids(tokens.prompt()));
                line.set("chosen_input_ids", ids(tokens.completions().get(pair.chosen())));
                line.set("rejected_input_ids", ids(tokens.completions().get(pair.rejected())));
            }
        }
        pair.scores().ifPresent(scores -> {
            line.put("score_chosen", plain(scores.chosen()));
            line.put("score_rejected", plain(scores.rejected()));
            line.put("gap", plain(scores.gap()));
        });
        pair.votes().ifPresent(votes -> {
            boolean first = pair.chosen() == 0;
            ObjectNode counted = line.putObject("votes");
            counted.put("chosen", first ? votes.first() : votes.second());
            counted.put("rejected", first ? votes.second() : votes.first());
            counted.put("neither", votes.ties());
        });
        pair.agreement().ifPresent(agreement -> line.put("agreement", agreement));
        record.source().ifPresent(source -> line.put("source", source));
        line.put("file", record.place().file());
        line.put(record.place().unit(), record.place().number());
        write(line);
    }

    private void write(ObjectNode line) {
        try {
            lines.write(JSON.writeValueAsString(line));
            lines.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Without a minus before 0, which a rank with the sign turned has.
    private static double plain(double value) {
        return value + 0.0;
    }

    private static ArrayNode turns(List<Message> turns) {
        ArrayNode list = JSON.createArrayNode();
        turns.forEach(turn -> {
            ObjectNode written = list.addObject().put("role", turn.role()).put("content", turn.content());
            turn.more().forEach(written::set);
        });
        return list;
    }

    private static ArrayNode ids(int[] ids) {
        ArrayNode list = JSON.createArrayNode();
        for (int id : ids) {
            list.add(id);
        }
        return list;
    }
}
