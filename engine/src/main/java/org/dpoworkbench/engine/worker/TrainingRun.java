package org.dpoworkbench.engine.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.model.WeightLoader;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.ControlInbox;
import org.dpoworkbench.engine.run.Host;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.sample.SampleReward;
import org.dpoworkbench.engine.train.Milestones;
import org.dpoworkbench.engine.train.Trainer;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.ModelWriter;

/// A run from its configuration to its final model: prepares, trains, evaluates, samples, saves, and tells the journal.
final class TrainingRun {
    private final RunFolder folder;
    private final RunConfig config;
    private final JournalWriter journal;
    private final WorkerControl control;
    private final Alarms alarms = new Alarms();
    private final boolean begun;

    TrainingRun(RunFolder folder, RunConfig config, JournalWriter journal, ControlInbox inbox) {
        this.folder = folder;
        this.config = config;
        this.journal = journal;
        control = new WorkerControl(journal, inbox);
        begun = journal.lastSeq() > 0;
    }

    /// Runs to the end or to a stop; the journal tells which.
    void run() {
        try (RunInputs inputs = RunInputs.open(config, control.counting("records"));
                Backend backend = Devices.open(config.device())) {
            WrittenProvenance.write(folder, config, inputs, backend);
            Trainer trainer = new Trainer(config, backend, inputs.policy(), inputs.set());
            run(inputs, backend, trainer);
        } catch (CancellationException e) {
            journal.append(new Event.State(RunState.STOPPED, Optional.empty()));
        }
    }

    private void run(RunInputs inputs, Backend backend, Trainer trainer) {
        Optional<Path> checkpoint = Trainer.newestCheckpoint(folder);
        begin(trainer, checkpoint);
        warnOfData(inputs);
        trainer.prepare(inputs.reference(), inputs.policyStartsFromReference(), CachePath.of(folder), control);
        RunSamples samples =
                new RunSamples(config, inputs.text(), trainer, trueReward(), journal, control.counting("tokens"));
        if (checkpoint.isPresent()) {
            trainer.resume(checkpoint.get());
        } else {
            samples.ofReference();
            trainer.load(inputs.policy());
        }
        journal.append(new Event.State(RunState.RUNNING, Optional.empty()));
        if (checkpoint.isEmpty()) {
            evaluate(trainer);
            samples.ofPolicy();
        }
        if (train(inputs, trainer)) {
            samples.ofPolicy();
            ModelWriter.save(
                    inputs.policy(),
                    folder.model(),
                    WeightLoader.sources(trainer.decoder(), DType.F32),
                    DType.of(config.model().saveDtype()));
            journal.append(new Event.Finished(
                    trainer.done(), folder.model().getFileName().toString()));
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
        List<String> warnings = new ArrayList<>(inputs.set().report().warnings());
        warnings.forEach(w -> journal.append(new Event.Warning(0, "data", w)));
    }

    /// Steps until the end; false where a stop came first.
    private boolean train(RunInputs inputs, Trainer trainer) {
        int total = trainer.plan().totalSteps();
        Milestones evaluations = Milestones.of(config.evaluation().evalSteps(), total);
        Milestones saves = Milestones.of(config.checkpoint().saveSteps(), total);
        boolean compared = !trainer.policyIsReference();
        while (!trainer.finished()) {
            control.obey();
            if (control.stopping()) {
                checkpoint(inputs, trainer);
                journal.append(new Event.State(RunState.STOPPED, Optional.empty()));
                return false;
            }
            Event.Step step = trainer.step();
            journal.append(step);
            alarms.after(step).ifPresent(journal::append);
            if (!compared && !trainer.policyIsReference()) {
                compared = true;
                trainer.stepZeroAlarm().ifPresent(a -> journal.append(new Event.Warning(0, "step-zero", a)));
            }
            if (trainer.finished() || evaluations.at(trainer.done())) {
                evaluate(trainer);
            }
            if (control.takeCheckpointWish() || saves.at(trainer.done())) {
                checkpoint(inputs, trainer);
            }
        }
        return true;
    }

    private void evaluate(Trainer trainer) {
        if (trainer.hasHeldOut()) {
            Event.Evaluation evaluation = trainer.evaluate(folder, control);
            journal.append(evaluation);
            alarms.after(evaluation).ifPresent(journal::append);
        }
    }

    private void checkpoint(RunInputs inputs, Trainer trainer) {
        journal.append(new Event.Checkpoint(trainer.done(), trainer.checkpoint(folder, inputs.policy())));
    }
}
