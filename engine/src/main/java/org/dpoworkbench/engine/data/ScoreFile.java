package org.dpoworkbench.engine.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the scores of completions that stand in another file, in the order of those: a number `score` or `reward` for
/// each, or a list `scores` or `rewards` for each prompt; or a list `completions` of objects that hold one each, as
/// `dpo score` writes them, also of what it could not score.
public final class ScoreFile {
    private static final List<String> NAMES = List.of("score", "scores", "reward", "rewards");

    private static final String COMPLETIONS = "completions";

    private ScoreFile() {}

    /// @return in file order; NaN where a score is `null`
    /// @throws UserError where the file cannot be read or a record has no score
    public static List<Double> read(Path file) {
        List<Double> scores = new ArrayList<>();
        RecordFile.read(file, record -> {
            switch (record) {
                case FileRecord.Unreadable bad -> throw new UserError(bad.place() + ": " + bad.reason());
                case FileRecord.Fields fields -> {
                    try {
                        add(fields.object(), scores);
                    } catch (UnreadableRecordException e) {
                        throw new UserError(fields.place() + ": " + e.getMessage(), e);
                    }
                }
            }
        });
        return scores;
    }

    private static void add(ObjectNode object, List<Double> scores) throws UnreadableRecordException {
        JsonNode completions = object.path(COMPLETIONS);
        if (completions.isArray() && NAMES.stream().noneMatch(object::has)) {
            for (JsonNode one : completions) {
                if (!(one instanceof ObjectNode completion)) {
                    throw Values.wrongType(COMPLETIONS, one, "a list of objects with a score each");
                }
                addOwn(completion, scores);
            }
            return;
        }
        addOwn(object, scores);
    }

    private static void addOwn(ObjectNode object, List<Double> scores) throws UnreadableRecordException {
        String name = NAMES.stream()
                .filter(object::has)
                .findFirst()
                .orElseThrow(() -> new UnreadableRecordException(UnscoredRow.reason(object)
                        .map(reason ->
                                "nothing of this record was scored (%s), and it may have had several completions."
                                                .formatted(reason)
                                        + " Take it, and its samples, out.")
                        .orElseGet(() -> "it has neither \"score\" nor \"scores\". Its fields are: "
                                + String.join(", ", object.propertyNames()) + ".")));
        JsonNode value = Values.unpacked(object.get(name));
        for (JsonNode one : value.isArray()
                ? value.valueStream().toList()
                : Stream.of(value).toList()) {
            OptionalDouble score = Values.number(name, one);
            scores.add(score.orElse(Double.NaN));
        }
    }
}
