package org.dpoworkbench.app.window.model.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.ui.Messages;

/// Weights that a run left behind and a new run can start from.
///
/// @param step the checkpoint's; empty: the final model
/// @param path their folder
public record StartingPoint(Optional<Integer> step, Path path) {

    /// The run's, as its journal has them: the final model first, then the newest checkpoint. Some may have been
    /// deleted since.
    public static List<StartingPoint> of(RunItem run) {
        List<StartingPoint> points = new ArrayList<>();
        run.curves()
                .finalModel()
                .ifPresent(model -> points.add(
                        new StartingPoint(Optional.empty(), run.path().resolve(model))));
        run.curves().checkpoints().stream()
                .sorted(Comparator.comparingInt(Event.Checkpoint::step).reversed())
                .map(checkpoint -> new StartingPoint(
                        Optional.of(checkpoint.step()), run.path().resolve(checkpoint.path())))
                .forEach(points::add);
        return points;
    }

    /// For people.
    public String text() {
        return step.map(s -> Messages.text("runs.from.checkpoint", s.toString()))
                .orElse(Messages.text("runs.from.model"));
    }

    /// The configuration with these weights as the policy's start and as the reference.
    static RunConfig as(RunConfig config, Path weights) {
        return new RunConfig(
                config.objective(),
                new ModelConfig(weights, Optional.empty(), config.model().saveDtype()),
                config.data(),
                config.loss(),
                config.optimizer(),
                config.batch(),
                config.evaluation(),
                config.checkpoint(),
                config.device());
    }
}
