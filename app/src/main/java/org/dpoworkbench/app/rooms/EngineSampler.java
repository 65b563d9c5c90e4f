package org.dpoworkbench.app.rooms;

import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.app.room.Sampler;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.task.Task;
import org.dpoworkbench.engine.task.TaskProcess;
import org.dpoworkbench.engine.worker.Devices;

/// Samples from a computing process.
public final class EngineSampler implements Sampler {
    @Override
    public void sample(Request request, Listener listener, Progress progress) {
        Devices.require(request.device().device());
        Task task = new Task.Sample(
                request.model(),
                request.reference(),
                request.prompts(),
                request.count(),
                request.sampling(),
                request.seed(),
                request.template(),
                request.choosing()
                        .map(c -> new Task.Choosing(
                                c.model(),
                                c.reference(),
                                c.beta(),
                                c.keep(),
                                c.rejectionBeta().isPresent()
                                        ? Optional.of(c.rejectionBeta().getAsDouble())
                                        : Optional.empty())),
                request.stream(),
                request.device());
        TaskProcess.run(
                task,
                Task.SampleNews.class,
                news -> {
                    news.piece().ifPresent(listener::piece);
                    news.text().ifPresent(text -> listener.text(text(request, text)));
                    news.speed().ifPresent(listener::speed);
                },
                progress);
    }

    private static Text text(Request request, Task.NumberedText numbered) {
        Task.SampledText text = numbered.text();
        return new Text(
                text.model(),
                numbered.prompt(),
                numbered.sample(),
                request.prompts().get(numbered.prompt()),
                text.completion(),
                text.tokens(),
                text.end(),
                text.endToken(),
                numbered.reward().map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
    }
}
