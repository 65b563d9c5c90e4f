package org.dpoworkbench.app.window.model.run;

import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.app.present.Badge;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.ui.Messages;

/// What a run's line in the list says, at one moment.
///
/// @param id              the run folder's name
/// @param config          absent where `config.yaml` cannot be read
/// @param state           absent where the run cannot be read, and of guests that do not record it
/// @param step            last optimiser step taken
/// @param totalSteps      optimiser steps planned, 0 while unknown
/// @param loss            of the last step
/// @param heldOutAccuracy share of held-out pairs with a positive margin at the last evaluation, in [0, 1]
/// @param problem         why the run failed, crashed or cannot be read
/// @param origin          what program a guest comes from; empty for the project's own runs
public record RunSummary(
        String id,
        Optional<RunConfig> config,
        Optional<RunState> state,
        int step,
        int totalSteps,
        OptionalDouble loss,
        OptionalDouble heldOutAccuracy,
        Optional<String> problem,
        Optional<String> origin) {

    /// A run of another program, which has no configuration that this one knows, and no worker. Its state is
    /// known only where its record tells of an end.
    static RunSummary of(GuestRun guest, RunCurves curves) {
        KeyFigures figures = KeyFigures.of(curves);
        return new RunSummary(
                guest.id(),
                Optional.empty(),
                Optional.of(curves.state()).filter(RunState::ended),
                curves.lastStep(),
                figures.totalSteps(),
                figures.loss(),
                figures.heldOutAccuracy(),
                figures.failure(),
                Optional.of(guest.origin()));
    }

    /// A run folder that tells nothing but what is wrong with it.
    static RunSummary unreadable(String id, Optional<RunConfig> config, String problem) {
        return new RunSummary(
                id,
                config,
                Optional.empty(),
                0,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.of(problem),
                Optional.empty());
    }

    /// A run of another program whose files are gone or cannot be read any more, with what was read before.
    static RunSummary unreadable(GuestRun guest, RunCurves before, String problem) {
        RunSummary line = of(guest, before);
        return new RunSummary(
                line.id,
                line.config,
                Optional.empty(),
                line.step,
                line.totalSteps,
                line.loss,
                line.heldOutAccuracy,
                Optional.of(problem),
                line.origin);
    }

    /// The same line with something wrong.
    RunSummary withProblem(String problem) {
        return new RunSummary(id, config, state, step, totalSteps, loss, heldOutAccuracy, Optional.of(problem), origin);
    }

    /// The method, such as `DPO β 0.1`, or a guest's origin; empty where the configuration cannot be read.
    public String badge() {
        return config.map(Badge::of).or(() -> origin).orElse("");
    }

    /// The settings that tell this run from its neighbours, the reference always among them.
    public String settings() {
        return config.map(c -> Messages.text(
                        "run.settings",
                        Numbers.plain(c.optimizer().learningRate()),
                        Integer.toString(
                                c.batch().perDeviceTrainBatchSize() * c.batch().gradientAccumulationSteps()),
                        Long.toString(c.batch().seed()),
                        c.model().model(),
                        reference(c)))
                .orElse("");
    }

    private static String reference(RunConfig config) {
        if (config.objective() == Objective.SFT) {
            return Messages.text("run.reference.none");
        }
        return config.model().reference().isPresent()
                ? Messages.text("run.reference", config.model().reference().get())
                : Messages.text("run.reference.own");
    }

    /// Share of the planned steps that are taken, in [0, 1]; absent while their number is unknown.
    public OptionalDouble progress() {
        return totalSteps > 0 ? OptionalDouble.of(Math.min(1, (double) step / totalSteps)) : OptionalDouble.empty();
    }

    /// Whether the run waits for its worker.
    public boolean isToCome() {
        return state.filter(RunState.QUEUED::equals).isPresent();
    }

    /// Whether a worker has this run in hand.
    public boolean underWay() {
        return state.filter(s -> switch (s) {
                    case STARTING, RUNNING, PAUSED -> true;
                    case QUEUED, FINISHED, STOPPED, FAILED, CRASHED -> false;
                })
                .isPresent();
    }
}
