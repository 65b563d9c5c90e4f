package org.dpoworkbench.app.window.model.shell;

import java.time.Duration;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.metric.MetricUnit;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.ui.Messages;

/// How far a run is, in a few words.
public final class RunProgress {
    private static final int RECENT_STEPS = 50;

    private RunProgress() {}

    /// Such as `DPO β 0.1  412 / 1000  38 pairs/s  2:10 left`.
    public static String words(RunSummary run, RunCurves curves) {
        RunState state = run.state().orElse(RunState.QUEUED);
        return switch (state) {
            case QUEUED -> Messages.text("status.queued", run.badge());
            case STARTING -> Messages.text("status.starting", run.badge());
            case PAUSED -> Messages.text("status.paused", run.badge(), Integer.toString(run.step()));
            case RUNNING, FINISHED, STOPPED, FAILED, CRASHED ->
                Messages.text(
                        "status.running",
                        run.badge(),
                        Integer.toString(run.step()),
                        Integer.toString(run.totalSteps()),
                        speed(curves),
                        left(run, curves));
        };
    }

    private static String speed(RunCurves curves) {
        Series speed = curves.series(Metric.SPEED_PAIRS_PER_SECOND.key());
        return speed.isEmpty() ? "" : Numbers.rounded(speed.lastValue(), 3) + " " + MetricUnit.PAIRS_PER_SECOND.text();
    }

    /// From the pace of the last steps.
    private static String left(RunSummary run, RunCurves curves) {
        Series seconds = curves.seconds();
        int from = Math.max(0, seconds.size() - 1 - RECENT_STEPS);
        if (seconds.size() < 3 || run.totalSteps() <= seconds.lastStep()) {
            return "";
        }
        double pace = (seconds.lastValue() - seconds.value(from)) / (seconds.lastStep() - seconds.step(from));
        Duration left = Duration.ofMillis(Math.round(1000 * pace * (run.totalSteps() - seconds.lastStep())));
        return Messages.text("status.left", clock(left));
    }

    /// `2:10`, `1:02:10`.
    static String clock(Duration time) {
        return time.toHours() > 0
                ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
