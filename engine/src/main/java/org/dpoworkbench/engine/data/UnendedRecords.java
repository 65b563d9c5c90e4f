package org.dpoworkbench.engine.data;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.dpoworkbench.engine.generate.CompletionEnd;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Records of samples that no end token ended, as `dpo generate` writes them: their field `end` names another end, or,
/// where older versions wrote them, `ended` is false.
public final class UnendedRecords {
    private static final String END = "end";
    private static final String ENDED = "ended";

    private UnendedRecords() {}

    /// @throws org.dpoworkbench.engine.problem.UserError where a file cannot be read
    public static void find(List<Path> paths, Consumer<RecordPlace> unended) {
        for (Path path : paths) {
            RecordFile.read(path, record -> {
                if (record instanceof FileRecord.Fields fields && isUnended(fields.object())) {
                    unended.accept(fields.place());
                }
            });
        }
    }

    private static boolean isUnended(ObjectNode record) {
        JsonNode end = record.path(END);
        JsonNode ended = record.path(ENDED);
        return ended.isBoolean() && !ended.booleanValue() || end.isString() && isOtherEnd(end.stringValue());
    }

    private static boolean isOtherEnd(String end) {
        return end.equals(CompletionEnd.STOP_TEXT.key()) || end.equals(CompletionEnd.LENGTH.key());
    }
}
