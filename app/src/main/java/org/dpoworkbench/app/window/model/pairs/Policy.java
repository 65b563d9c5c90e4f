package org.dpoworkbench.app.window.model.pairs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.ui.Messages;

/// The weights that stand in for a run's policy at a step.
///
/// @param folder a model folder
/// @param step   after which step they are
/// @param title  what they are, for people
public record Policy(Path folder, int step, String title) {

    /// The final model at the run's end, the starting weights at step 0; else the newest checkpoint at or
    /// before `step`; where there is none, the first after it, or the final model. Reads the disk:
    /// checkpoints come and go.
    public static Optional<Policy> nearest(RunItem run, int step) {
        RunCurves curves = run.curves();
        Optional<Policy> last = curves.finalModel()
                .map(name -> new Policy(
                        run.path().resolve(name),
                        curves.lastStep(),
                        Messages.text("pairs.policy.final", Integer.toString(curves.lastStep()))))
                .filter(Policy::isThere);
        if (last.isPresent() && step >= last.get().step()) {
            return last;
        }
        if (step == 0) {
            return run.summary()
                    .config()
                    .map(RunConfig::model)
                    .map(m -> m.model())
                    .map(model -> new Policy(model, 0, Messages.text("pairs.policy.start")));
        }
        var checkpoints = curves.checkpoints().stream()
                .map(c -> checkpoint(run, c))
                .filter(Policy::isThere)
                .sorted(Comparator.comparingInt(Policy::step))
                .toList();
        return checkpoints.reversed().stream()
                .filter(c -> c.step() <= step)
                .findFirst()
                .or(() -> checkpoints.stream().findFirst())
                .or(() -> last);
    }

    private static Policy checkpoint(RunItem run, Event.Checkpoint checkpoint) {
        return new Policy(
                run.path().resolve(checkpoint.path()),
                checkpoint.step(),
                Messages.text("pairs.policy.checkpoint", Integer.toString(checkpoint.step())));
    }

    private boolean isThere() {
        return Files.isDirectory(folder);
    }
}
