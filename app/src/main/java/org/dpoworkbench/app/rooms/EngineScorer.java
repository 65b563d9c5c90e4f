package org.dpoworkbench.app.rooms;

import java.util.function.Consumer;
import org.dpoworkbench.app.room.Scorer;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.task.Task;
import org.dpoworkbench.engine.task.TaskProcess;
import org.dpoworkbench.engine.worker.Devices;

/// Implicit rewards from a computing process.
public final class EngineScorer implements Scorer {
    @Override
    public void score(Request request, Consumer<Scored> records, Progress progress) {
        Devices.require(request.device().device());
        Task task =
                new Task.Score(request.model(), request.reference(), request.beta(), request.data(), request.device());
        TaskProcess.run(
                task,
                Task.Scored.class,
                s -> records.accept(new Scored(
                        s.source(),
                        s.line(),
                        s.prompt(),
                        s.completions().stream()
                                .map(c -> new Completion(c.text(), c.reward(), c.cut()))
                                .toList(),
                        s.dropped().map(d -> new Unscored(d.reason(), d.completions())))),
                progress);
    }
}
