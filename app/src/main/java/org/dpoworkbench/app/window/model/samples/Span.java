package org.dpoworkbench.app.window.model.samples;

import java.util.List;
import java.util.OptionalInt;
import org.dpoworkbench.ui.Messages;

/// Which of a run's samples are shown.
public enum Span {
    ALL,
    FIRST_AND_LAST,
    MARKED;

    public String title() {
        return switch (this) {
            case ALL -> Messages.text("samples.span.all");
            case FIRST_AND_LAST -> Messages.text("samples.span.ends");
            case MARKED -> Messages.text("samples.span.marked");
        };
    }

    /// @param policies of one run, ascending by step
    List<SampleColumn> choose(List<SampleColumn> policies, OptionalInt marked) {
        if (policies.isEmpty()) {
            return policies;
        }
        return switch (this) {
            case ALL -> policies;
            case FIRST_AND_LAST -> policies.size() == 1 ? policies : List.of(policies.getFirst(), policies.getLast());
            case MARKED -> {
                int step = marked.orElse(Integer.MAX_VALUE);
                yield List.of(policies.reversed().stream()
                        .filter(column -> column.step() <= step)
                        .findFirst()
                        .orElse(policies.getFirst()));
            }
        };
    }
}
