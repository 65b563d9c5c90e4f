package org.dpoworkbench.engine.data;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A line of `dpo score` for a record of which nothing could be scored: `source`, `line` and, in `dropped`, the reason.
/// Its `completions` have a reward of `null` each; there are none where the record could not be read, and the field is
/// absent where nobody knows how many the record has.
final class UnscoredRow {
    private static final String DROPPED = "dropped";

    private UnscoredRow() {}

    /// The reason, where it is such a line.
    static Optional<String> reason(ObjectNode object) {
        return object.path(DROPPED).isString()
                        && object.path("source").isString()
                        && object.path("line").isIntegralNumber()
                        && !object.has("prompt")
                ? Optional.of(object.get(DROPPED).stringValue())
                : Optional.empty();
    }
}
