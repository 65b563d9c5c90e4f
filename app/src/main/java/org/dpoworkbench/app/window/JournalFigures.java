package org.dpoworkbench.app.window;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.dpoworkbench.app.window.model.run.KeyFigures;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.run.RunFolder;

/// Gathers a run's key figures from its journal without keeping what it reads: some of it at each question,
/// until all is read.
final class JournalFigures {
    /// Batches of a journal that one question may read, so that the list of runs does not wait long.
    private static final int BATCHES = 4;

    private static final String ACCURACY = Metric.REWARDS_ACCURACIES.evalKey();

    private final RunFolder run;
    private long offset;
    private KeyFigures figures = KeyFigures.NONE;

    JournalFigures(RunFolder run) {
        this.run = run;
    }

    synchronized KeyFigures read() {
        for (int i = 0; i < BATCHES; i++) {
            JournalReader.Batch batch = JournalReader.read(run, offset);
            if (batch.offset() == offset) {
                break;
            }
            batch.entries().forEach(this::take);
            offset = batch.offset();
        }
        return figures;
    }

    private void take(Entry entry) {
        figures = switch (entry.event()) {
            case Event.Started started -> told(started.totalSteps(), Optional.empty());
            case Event.Resumed resumed -> told(resumed.totalSteps(), Optional.empty());
            case Event.Step step ->
                step.metrics().containsKey(Metric.LOSS.key())
                        ? new KeyFigures(
                                figures.totalSteps(),
                                OptionalDouble.of(step.metrics().get(Metric.LOSS.key())),
                                figures.heldOutAccuracy(),
                                figures.evaluatedStep(),
                                figures.failure())
                        : figures;
            case Event.Evaluation evaluation ->
                evaluation.metrics().containsKey(ACCURACY)
                        ? new KeyFigures(
                                figures.totalSteps(),
                                figures.loss(),
                                OptionalDouble.of(evaluation.metrics().get(ACCURACY)),
                                OptionalInt.of(evaluation.step()),
                                figures.failure())
                        : figures;
            case Event.Failed failed -> told(figures.totalSteps(), Optional.of(failed.message()));
            case Event.Warning warning ->
                warning.code().equals(Event.Warning.CRASHED)
                        ? told(figures.totalSteps(), Optional.of(warning.message()))
                        : figures;
            case Event.Samples _, Event.Checkpoint _, Event.Finished _, Event.Progress _, Event.State _ -> figures;
        };
    }

    private KeyFigures told(int totalSteps, Optional<String> failure) {
        return new KeyFigures(totalSteps, figures.loss(), figures.heldOutAccuracy(), figures.evaluatedStep(), failure);
    }
}
