package org.dpoworkbench.app.rooms;

import java.util.List;
import java.util.function.Consumer;
import org.dpoworkbench.app.room.TokenLogProbabilities;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.task.Task;
import org.dpoworkbench.engine.task.TaskProcess;
import org.dpoworkbench.engine.worker.Devices;

/// Log-probs of single tokens from a computing process.
public final class EngineTokenLogProbabilities implements TokenLogProbabilities {
    @Override
    public void of(Request request, Consumer<PairTokens> pairs, Progress progress) {
        Devices.require(request.device().device());
        Task task = new Task.TokenLogProbs(request.model(), request.reference(), request.pairs(), request.device());
        TaskProcess.run(
                task,
                Task.PairTokens.class,
                p -> pairs.accept(new PairTokens(p.id(), tokens(p.chosen()), tokens(p.rejected()))),
                progress);
    }

    private static List<Token> tokens(List<Task.TokenScore> scores) {
        return scores.stream()
                .map(s -> new Token(
                        s.text(), s.policy().flatMap(policy -> s.reference().map(reference -> policy - reference))))
                .toList();
    }
}
