package org.dpoworkbench.app.window.model.runs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dpoworkbench.engine.alarm.Alarms;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.ui.Messages;

/// What happened in a run besides its numbers.
public final class RunEvents {
    private RunEvents() {}

    /// Something that happened.
    ///
    /// @param step  after which it happened
    /// @param alarm whether it wants attention
    /// @param code  short name of its kind
    public record Line(int step, boolean alarm, String code, String message) {}

    /// Warnings and checkpoints, by step.
    public static List<Line> of(RunCurves curves) {
        List<Line> lines = new ArrayList<>();
        curves.warnings()
                .forEach(warning -> lines.add(
                        new Line(warning.step(), !Alarms.isRemark(warning.code()), warning.code(), warning.message())));
        curves.checkpoints()
                .forEach(checkpoint -> lines.add(new Line(
                        checkpoint.step(),
                        false,
                        Messages.text("runs.events.checkpoint"),
                        Messages.text("runs.events.written", checkpoint.path()))));
        lines.sort(Comparator.comparingInt(Line::step));
        return lines;
    }
}
