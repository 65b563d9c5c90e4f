package org.dpoworkbench.engine.task;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A line that a task's process says on its standard output.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reply")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reply.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = Reply.Result.class, name = "result"),
    @JsonSubTypes.Type(value = Reply.Problems.class, name = "problems")
})
sealed interface Reply {
    record Progress(String phase, long done, long total) implements Reply {}

    record Result(JsonNode value) implements Reply {}

    /// What the user can mend; the task ends.
    record Problems(List<String> problems) implements Reply {}
}
