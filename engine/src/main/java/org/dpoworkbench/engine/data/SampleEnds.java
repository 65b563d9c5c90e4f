package org.dpoworkbench.engine.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.dpoworkbench.engine.generate.CompletionEnd;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How samples ended, as `dpo generate` says in their records: by the token that the field `end_token` names; or by
/// none, where the field `end` names another end or, where older versions wrote them, `ended` is false.
public final class SampleEnds {
    private static final String END = "end";
    private static final String END_TOKEN = "end_token";
    private static final String ENDED = "ended";

    private SampleEnds() {}

    /// @param ends told of each record that says how it ended; the end token's name in the vocabulary, absent where no
    ///             end token ended it
    /// @throws org.dpoworkbench.engine.problem.UserError where a file cannot be read
    public static void find(List<Path> paths, BiConsumer<RecordPlace, Optional<String>> ends) {
        for (Path path : paths) {
            RecordFile.read(path, record -> {
                if (record instanceof FileRecord.Fields fields) {
                    look(fields, ends);
                }
            });
        }
    }

    private static void look(FileRecord.Fields fields, BiConsumer<RecordPlace, Optional<String>> ends) {
        ObjectNode record = fields.object();
        if (isUnended(record)) {
            ends.accept(fields.place(), Optional.empty());
        } else if (record.path(END).asString("").equals(CompletionEnd.END_TOKEN.key())
                && record.path(END_TOKEN).isString()) {
            ends.accept(fields.place(), Optional.of(record.path(END_TOKEN).stringValue()));
        }
    }

    private static boolean isUnended(ObjectNode record) {
        JsonNode end = record.path(END);
        JsonNode ended = record.path(ENDED);
        return (ended.isBoolean() && !ended.booleanValue()) || (end.isString() && isOtherEnd(end.stringValue()));
    }

    private static boolean isOtherEnd(String end) {
        return end.equals(CompletionEnd.STOP_TEXT.key()) || end.equals(CompletionEnd.LENGTH.key());
    }
}
