package org.dpoworkbench.app.cli.print;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.room.RunEnd;
import org.dpoworkbench.engine.config.ExampleKind;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

/// Tells a run to people.
final class TextRunPrinter implements RunPrinter {
    private final Console console;
    private final RunFolder folder;
    private final ProgressLine steps;
    private final ProgressLine phases;
    private final Pace pace = new Pace();
    private String phase = "";
    private int total;
    private int step;
    private boolean paused;
    private String lastWarning = "";
    private Optional<String> examples = Optional.empty();

    TextRunPrinter(Console console, RunFolder folder) {
        this.console = console;
        this.folder = folder;
        this.steps = ProgressLine.ofSteps(console);
        this.phases = ProgressLine.ofPhases(console);
    }

    @Override
    public void accept(Entry entry) {
        Instant time = entry.time();
        switch (entry.event()) {
            case Event.Started(long pid, var _, int totalSteps) -> {
                begin(0, totalSteps, time);
                console.say("Run %s: %d steps, worker process %d".formatted(folder.id(), totalSteps, pid));
            }
            case Event.Resumed(int fromStep, long pid, var _, int totalSteps) -> {
                begin(fromStep, totalSteps, time);
                console.say("Run %s goes on after step %d of %d, worker process %d"
                        .formatted(folder.id(), fromStep, totalSteps, pid));
            }
            case Event.Progress progress -> phase(progress, time);
            case Event.Step(int number, Map<String, Double> metrics) -> step(number, metrics, time);
            case Event.Evaluation evaluation ->
                EvaluationLine.of(evaluation, examples()).forEach(console::say);
            case Event.Samples samples ->
                console.say("Sampled %d answers from the %s at step %d"
                        .formatted(samples.samples().size(), samples.model(), samples.step()));
            case Event.Checkpoint(int number, String path) ->
                console.say("Checkpoint after step %d: %s".formatted(number, path));
            case Event.Warning(var _, var _, String message) -> {
                lastWarning = message;
                console.warn("Warning: " + message);
            }
            case Event.State(RunState state, var _) -> state(state, time);
            case Event.Finished(int number, String model) ->
                console.say("All %d steps done, model in %s"
                        .formatted(number, folder.path().resolve(model)));
            case Event.Failed _ -> {
                // The end tells it, once.
            }
        }
    }

    @Override
    public void end(RunEnd end) {
        console.clearStatus();
        boolean told = end.failure().filter(lastWarning::equals).isPresent();
        RunEnd untold =
                told ? new RunEnd(end.state(), Optional.of("The worker crashed, as said above."), end.lastLog()) : end;
        new EndLines(console, folder).tell(untold);
    }

    /// What the run learns from, in words. A journal without settings is another program's, which trains on pairs.
    private String examples() {
        if (examples.isEmpty()) {
            try {
                examples = Optional.of(RunConfigFile.read(folder.config()).examples());
            } catch (UserError | IOException _) {
                examples = Optional.of(ExampleKind.PAIRS.many());
            }
        }
        return examples.get();
    }

    private void begin(int fromStep, int totalSteps, Instant time) {
        total = totalSteps;
        step = fromStep;
        phase = "";
        pace.restart(step, time);
        steps.restart();
    }

    private void phase(Event.Progress progress, Instant time) {
        if (!progress.phase().equals(phase)) {
            phase = progress.phase();
            phases.restart();
        }
        String label = progress.total() > 0
                ? "%s %d/%d %s".formatted(phase, progress.done(), progress.total(), progress.unit())
                : "%s %d %s".formatted(phase, progress.done(), progress.unit());
        phases.show(label, progress.done(), progress.total(), List.of(), time);
    }

    private void step(int number, Map<String, Double> metrics, Instant time) {
        step = number;
        phase = "";
        pace.at(number, time);
        steps.show(label(), number, total, StepFacts.of(metrics, examples(), pace.remaining(total)), time);
    }

    private String label() {
        return total > 0 ? "step %d/%d".formatted(step, total) : "step " + step;
    }

    private void state(RunState state, Instant time) {
        if (state == RunState.PAUSED) {
            paused = true;
            console.say("Paused after step " + step);
        } else if (state == RunState.RUNNING && paused) {
            paused = false;
            console.say("Goes on");
            pace.restart(step, time);
        }
    }
}
