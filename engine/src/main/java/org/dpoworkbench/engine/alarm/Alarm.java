package org.dpoworkbench.engine.alarm;

import java.util.Optional;
import org.dpoworkbench.engine.journal.Event;

/// Watches a run's events for one thing.
interface Alarm {
    /// Short fixed name, which journals, filters and charts use.
    String code();

    /// What there is to say after this event, in words; empty while there is nothing.
    Optional<String> hear(Event event);

    /// The step that an event belongs to.
    static int stepOf(Event event) {
        return switch (event) {
            case Event.Step step -> step.step();
            case Event.Evaluation evaluation -> evaluation.step();
            case Event.Samples samples -> samples.step();
            default -> 0;
        };
    }
}
