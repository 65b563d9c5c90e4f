package org.dpoworkbench.engine.alarm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.dpoworkbench.engine.journal.Event;

/// The alarms of a run. Each is told once, by the worker before and after a resumption together.
public final class Alarms {
    private final List<Alarm> silent;

    /// @param told warnings of the run so far, where it is resumed
    public Alarms(Collection<Event.Warning> told) {
        List<String> codes = told.stream().map(Event.Warning::code).toList();
        silent = new ArrayList<>(List.of(
                new Clipping(),
                new GradientSpike(),
                new NothingMoves(),
                new Saturation(),
                new LikelihoodDisplacement(),
                new BothFalling(),
                new HeldOutLossRising(),
                new LengthRunaway()));
        silent.removeIf(alarm -> codes.contains(alarm.code()));
    }

    /// Whether what is told under this code is a remark on what is usual, and no alarm.
    public static boolean isRemark(String code) {
        return code.equals(BothFalling.CODE);
    }

    /// What is to be told after this event.
    public List<Event.Warning> after(Event event) {
        if (silent.isEmpty()) {
            return List.of();
        }
        List<Event.Warning> told = new ArrayList<>(0);
        silent.removeIf(alarm -> alarm.hear(event)
                .map(words -> told.add(new Event.Warning(Alarm.stepOf(event), alarm.code(), words)))
                .isPresent());
        return told;
    }
}
