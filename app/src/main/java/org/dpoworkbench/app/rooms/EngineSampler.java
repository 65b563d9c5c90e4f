package org.dpoworkbench.app.rooms;

import java.util.function.Consumer;
import org.dpoworkbench.app.room.Sampler;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.task.Task;
import org.dpoworkbench.engine.task.TaskProcess;
import org.dpoworkbench.engine.worker.Devices;

/// Samples from a computing process.
public final class EngineSampler implements Sampler {
    @Override
    public void sample(Request request, Consumer<Text> texts) {
        Devices.require(request.device().device());
        Task task = new Task.Sample(
                request.model(),
                request.reference(),
                request.prompts(),
                request.count(),
                request.sampling(),
                request.seed(),
                request.device());
        TaskProcess.run(
                task,
                Task.SampledText.class,
                t -> texts.accept(new Text(t.model(), t.prompt(), t.completion(), t.tokens(), t.ended())),
                Progress.NONE);
    }
}
