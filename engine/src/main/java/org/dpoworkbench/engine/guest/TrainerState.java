package org.dpoworkbench.engine.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a `trainer_state.json` says: the `transformers` Trainer's `TrainerState`.
///
/// @param globalStep optimiser steps taken when it was written
/// @param maxSteps   optimiser steps planned, 0 where it does not say
/// @param history    `log_history`, in order
record TrainerState(int globalStep, int maxSteps, List<Row> history) {
    /// Python writes undefined numbers as `NaN` and `Infinity`.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /// One record of metrics; undefined values are left out.
    record Row(int step, Map<String, Double> metrics) {}

    /// The file ends in the middle: it is being written, or was not copied whole.
    static final class CutShort extends IOException {
        private static final long serialVersionUID = 1L;

        CutShort(Path file, Throwable cause) {
            super(file + " ends in the middle", cause);
        }
    }

    /// @throws CutShort  where the file ends too early
    /// @throws UserError where it is no such file
    static TrainerState read(Path file, byte[] content) throws CutShort {
        JsonNode root;
        try {
            root = JSON.readTree(content);
        } catch (UnexpectedEndOfInputException e) {
            throw new CutShort(file, e);
        } catch (JacksonException e) {
            throw new UserError(
                    "%s is no trainer's state: it is broken as JSON (%s). Was it changed by hand, or is the disk damaged?"
                            .formatted(file, e.getOriginalMessage()),
                    e);
        }
        if (root.isMissingNode()) {
            throw new CutShort(file, null);
        }
        if (!root.path("log_history").isArray()) {
            throw new UserError(file + " is no trainer's state: it has no list \"log_history\"."
                    + " The transformers Trainer writes one with each checkpoint.");
        }
        return new TrainerState(
                root.path("global_step").asInt(0),
                Math.max(0, root.path("max_steps").asInt(0)),
                rows(root));
    }

    private static List<Row> rows(JsonNode root) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode row : root.path("log_history")) {
            if (!row.path("step").canConvertToInt()) {
                continue; // what belongs to no step is on no curve
            }
            Map<String, Double> metrics = new HashMap<>();
            row.forEachEntry((name, value) -> {
                if (!name.equals("step") && value.isNumber() && Double.isFinite(value.doubleValue())) {
                    metrics.put(name, value.doubleValue());
                }
            });
            rows.add(new Row(row.path("step").intValue(), metrics));
        }
        return rows;
    }
}
