package org.dpoworkbench.app.rooms;

import java.util.function.Consumer;
import org.dpoworkbench.app.room.LogProbabilities;
import org.dpoworkbench.app.room.PairLogps;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.task.Task;
import org.dpoworkbench.engine.task.TaskProcess;
import org.dpoworkbench.engine.worker.Devices;

/// Log-probs from a computing process.
public final class EngineLogProbabilities implements LogProbabilities {
    @Override
    public void of(Request request, Consumer<PairLogps> pairs, Progress progress) {
        Devices.require(request.device().device());
        Task task = new Task.LogProbs(request.model(), request.reference(), request.data(), request.device());
        TaskProcess.run(
                task,
                Task.PairLogProbs.class,
                p -> pairs.accept(new PairLogps(
                        p.chosenTokens(),
                        p.rejectedTokens(),
                        p.policyChosenLogp(),
                        p.policyRejectedLogp(),
                        p.referenceChosenLogp(),
                        p.referenceRejectedLogp())),
                progress);
    }
}
