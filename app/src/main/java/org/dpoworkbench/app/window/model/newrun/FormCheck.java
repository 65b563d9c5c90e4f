package org.dpoworkbench.app.window.model.newrun;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.app.window.model.Job;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.ui.Messages;

/// The check of the form: reads the data, trains a moment on the longest examples, lets the model answer once.
public final class FormCheck {
    private final Workbench workbench;
    private final RunForm form;
    private final DataChoice data;
    private final FormProblems problems;
    private final ReadOnlyObjectWrapper<CheckResult> result =
            new ReadOnlyObjectWrapper<>(this, "result", new CheckResult.None());
    private final ReadOnlyObjectWrapper<Optional<Job>> going =
            new ReadOnlyObjectWrapper<>(this, "going", Optional.empty());
    private Optional<MeasuredRate> rate = Optional.empty();

    FormCheck(Workbench workbench, RunForm form, DataChoice data, FormProblems problems) {
        this.workbench = workbench;
        this.form = form;
        this.data = data;
        this.problems = problems;
    }

    public ReadOnlyObjectProperty<CheckResult> resultProperty() {
        return result.getReadOnlyProperty();
    }

    /// The check that goes on.
    public ReadOnlyObjectProperty<Optional<Job>> goingProperty() {
        return going.getReadOnlyProperty();
    }

    /// Whether the check that was passed holds for the form as it is.
    public boolean holds() {
        return result.get() instanceof CheckResult.Passed passed
                && form.config().filter(now -> sameWork(now, passed.config())).isPresent();
    }

    /// What was measured; absent where it does not hold for the form as it is.
    Optional<MeasuredRate> rate() {
        return holds() ? rate : Optional.empty();
    }

    public void begin() {
        begin(() -> {});
    }

    public void cancel() {
        going.get().ifPresent(Job::cancel);
        cancelled();
    }

    /// Does nothing where another check has begun since.
    private void cancelled() {
        if (going.get().filter(Job::isCancelled).isPresent()) {
            going.set(Optional.empty());
            result.set(new CheckResult.None());
        }
    }

    /// @param then what is done once it is passed
    void begin(Runnable then) {
        if (form.config().isEmpty() || going.get().isPresent()) {
            return;
        }
        RunConfig config = form.config().get();
        result.set(new CheckResult.Running());
        going.set(Optional.of(workbench
                .jobs()
                .start(
                        Messages.text("newrun.job.check"),
                        progress -> {
                            DataReport report =
                                    KindMismatch.check(workbench.rooms().runs(), config, workbench.cache(), progress);
                            Benchmark.Trial trial =
                                    workbench.rooms().benchmark().tryLongest(config, progress);
                            return new CheckResult.Passed(config, report, trial);
                        },
                        passed -> {
                            passed(passed);
                            then.run();
                        },
                        error -> {
                            going.set(Optional.empty());
                            result.set(new CheckResult.Failed(problems.tell(error)));
                        },
                        this::cancelled)));
    }

    private void passed(CheckResult.Passed passed) {
        going.set(Optional.empty());
        data.show(new DataView(DataView.Inputs.of(passed.config()), Optional.of(passed.report())));
        rate = Optional.of(MeasuredRate.of(passed.trial(), data.meanTokens()));
        result.set(passed);
        form.remark(CheckRemarks.of(passed));
    }

    /// Whether two runs compute the same per step, so that what was found out about one holds for the other.
    private static boolean sameWork(RunConfig one, RunConfig other) {
        return DataView.Inputs.of(one).equals(DataView.Inputs.of(other))
                && one.batch().perDeviceTrainBatchSize() == other.batch().perDeviceTrainBatchSize()
                && one.batch().gradientAccumulationSteps() == other.batch().gradientAccumulationSteps()
                && one.batch().maxTokensPerMicroBatch() == other.batch().maxTokensPerMicroBatch()
                && one.optimizer().optim() == other.optimizer().optim()
                && one.evaluation().sampling().maxNewTokens()
                        == other.evaluation().sampling().maxNewTokens()
                && one.device().equals(other.device());
    }
}
