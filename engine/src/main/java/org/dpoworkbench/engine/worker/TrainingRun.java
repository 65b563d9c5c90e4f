package org.dpoworkbench.engine.worker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.dpoworkbench.engine.alarm.Alarms;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.ControlInbox;
import org.dpoworkbench.engine.run.Host;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.sample.SampleReward;
import org.dpoworkbench.engine.train.Milestones;
import org.dpoworkbench.engine.train.Trainer;
import org.dpoworkbench.engine.weights.DType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A run from its configuration to its final model: prepares, trains, evaluates, samples, saves, and tells the journal.
final class TrainingRun {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

    private final RunFolder folder;
    private final RunConfig config;
    private final JournalWriter journal;
    private final WorkerControl control;
    private final Alarms alarms;
    private final RunHistory before;
    private final boolean begun;

    /// @param before what the journal told before it was opened for writing: reading it now would give up its lock
    TrainingRun(RunFolder folder, RunConfig config, RunHistory before, JournalWriter journal, ControlInbox inbox) {
        this.folder = folder;
        this.config = config;
        this.journal = journal;
        control = new WorkerControl(journal, inbox, config.examples());
        this.before = before;
        alarms = new Alarms(before.warnings());
        // Not every journal with lines: a worker may be stopped or killed while it still reads the data.
        begun = before.totalSteps() > 0;
    }

    /// Runs to the end or to a stop; the journal tells which.
    void run() {
        try (RunInputs inputs = RunInputs.open(config, Optional.of(CachePath.of(folder)), control.counting("records"));
                Backend backend = Devices.open(config.device())) {
            LOG.info(
                    "Computes on {} ({})",
                    backend.description(),
                    Devices.reason(config.device().device()));
            RunConfig fitting =
                    CardRoom.fit(config, RunRecord.microBatchTokens(folder, begun, config), inputs, backend);
            RunRecord.keep(folder, begun, config, fitting, inputs, backend);
            Trainer trainer = new Trainer(fitting, backend, inputs.policy(), inputs.set());
            run(inputs, backend, trainer, CardRoom.told(config, fitting));
        } catch (CancellationException e) {
            LOG.info("{}", e.getMessage());
            journal.append(control.stopped());
        }
    }

    /// @param ofMemory what there is to be said of the device's memory
    private void run(RunInputs inputs, Backend backend, Trainer trainer, Optional<String> ofMemory) {
        Optional<Path> checkpoint = Trainer.newestCheckpoint(folder);
        begin(trainer, checkpoint);
        ofMemory.ifPresent(said -> warn("memory", said));
        warnOfData(inputs);
        trainer.prepare(inputs.reference(), inputs.sameWeights(), CachePath.of(folder), control);
        RunSamples samples = new RunSamples(config, backend, inputs, trainer, trueReward(), control.counting("tokens"));
        if (checkpoint.isPresent()) {
            trainer.resume(checkpoint.get());
        } else {
            tell(samples.ofReference());
            trainer.load(inputs.policy());
        }
        journal.append(new Event.State(RunState.RUNNING, Optional.empty()));
        if (checkpoint.isEmpty()) {
            evaluate(trainer);
            tell(samples.ofPolicy());
        }
        try (CardMetrics card = CardMetrics.of(backend)) {
            train(inputs, trainer, samples, card);
            tell(samples.ofPolicy());
        } catch (CancellationException e) {
            LOG.info("{}", e.getMessage());
            checkpoint(inputs, trainer);
            journal.append(control.stopped());
            return;
        }
        save(inputs, trainer);
        journal.append(
                new Event.Finished(trainer.done(), folder.model().getFileName().toString()));
    }

    /// Saves the final model. Where that fails, for want of room or because a weight does not fit the number type, a
    /// checkpoint keeps what was trained, so that resuming goes on from the end.
    private void save(RunInputs inputs, Trainer trainer) {
        try {
            trainer.save(
                    inputs.policy(), folder.model(), DType.of(config.model().saveDtype()));
        } catch (UserError e) {
            try {
                checkpoint(inputs, trainer);
            } catch (UserError second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /// The reward that is known to be true in the project of the run, or else in that of its data.
    private Optional<SampleReward> trueReward() {
        return Project.containing(folder.path())
                .or(() -> Project.containing(config.data().data().getFirst()))
                .flatMap(SampleReward::declaredBy);
    }

    private void begin(Trainer trainer, Optional<Path> checkpoint) {
        int total = trainer.plan().totalSteps();
        long pid = ProcessHandle.current().pid();
        journal.append(
                begun
                        ? new Event.Resumed(checkpoint.map(TrainingRun::step).orElse(0), pid, Host.name(), total)
                        : new Event.Started(pid, Host.name(), total));
    }

    private static int step(Path checkpoint) {
        return Integer.parseInt(checkpoint.getFileName().toString().replaceAll("\\D", ""));
    }

    private void warnOfData(RunInputs inputs) {
        DataReport report = inputs.set().report();
        Stream.concat(report.warnings().stream(), report.losses().map(lost -> lost + " More is in data.json.").stream())
                .forEach(w -> warn("data", w));
    }

    /// Once in a run's life, however often it is resumed.
    private void warn(String about, String text) {
        var warning = new Event.Warning(0, about, text);
        if (!before.warnings().contains(warning)) {
            journal.append(warning);
        }
    }

    /// Steps until the end.
    ///
    /// @throws CancellationException where a stop comes first
    private void train(RunInputs inputs, Trainer trainer, RunSamples samples, CardMetrics card) {
        int total = trainer.plan().totalSteps();
        Milestones evaluations = Milestones.of(config.evaluation().evalSteps(), total);
        Milestones saves = Milestones.of(config.checkpoint().saveSteps(), total);
        boolean compared = !trainer.policyIsReference();
        if (isEvaluationOwed(trainer, evaluations)) {
            evaluate(trainer);
        }
        if (areSamplesOwed(trainer, evaluations)) {
            tell(samples.ofPolicy());
        }
        while (!trainer.finished()) {
            control.obey();
            if (control.stopping()) {
                throw new CancellationException("stopped after step " + trainer.done());
            }
            if (control.takeCheckpointWish()) {
                checkpoint(inputs, trainer);
                continue; // the run may still be paused
            }
            Event.Step step = card.in(trainer.step());
            if (trainer.finished() || evaluations.at(trainer.done())) {
                step = withChangedWeights(step, trainer);
            }
            journal.append(step);
            alarms.after(step).forEach(journal::append);
            if (!compared && !trainer.policyIsReference()) {
                compared = true;
                tellStepZero(trainer);
            }
            if (trainer.finished() || evaluations.at(trainer.done())) {
                evaluate(trainer);
                if (!trainer.finished()) {
                    tell(samples.ofPolicy());
                }
            }
            if (saves.at(trainer.done())) {
                checkpoint(inputs, trainer);
            }
        }
        if (!compared) {
            tellStepZero(trainer);
        }
    }

    private static Event.Step withChangedWeights(Event.Step step, Trainer trainer) {
        Map<String, Double> metrics = new LinkedHashMap<>(step.metrics());
        metrics.put(Metric.WEIGHTS_CHANGED.key(), trainer.changedWeights());
        return new Event.Step(step.step(), metrics);
    }

    /// Whether an earlier worker was stopped, with a checkpoint, within the evaluation that this step asks for.
    private boolean isEvaluationOwed(Trainer trainer, Milestones evaluations) {
        int done = trainer.done();
        return done > 0
                && (trainer.finished() || evaluations.at(done))
                && before.evaluations().stream().noneMatch(e -> e.step() == done);
    }

    private void tell(Optional<Event.Samples> sampled) {
        sampled.ifPresent(samples -> {
            journal.append(samples);
            alarms.after(samples).forEach(journal::append);
        });
    }

    /// Whether an earlier worker was stopped before it sampled at the evaluation of this step.
    private boolean areSamplesOwed(Trainer trainer, Milestones evaluations) {
        int done = trainer.done();
        return done > 0
                && !trainer.finished()
                && evaluations.at(done)
                && before.samples().stream().noneMatch(s -> s.step() == done);
    }

    private void tellStepZero(Trainer trainer) {
        trainer.stepZeroAlarm().ifPresent(a -> journal.append(new Event.Warning(0, "step-zero", a)));
    }

    private void evaluate(Trainer trainer) {
        if (trainer.hasHeldOut()) {
            Event.Evaluation evaluation = trainer.evaluate(folder, control);
            journal.append(evaluation);
            alarms.after(evaluation).forEach(journal::append);
        }
    }

    private void checkpoint(RunInputs inputs, Trainer trainer) {
        journal.append(new Event.Checkpoint(trainer.done(), trainer.checkpoint(folder, inputs.policy())));
    }
}
