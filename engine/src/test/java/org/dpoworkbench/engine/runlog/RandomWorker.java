package org.dpoworkbench.engine.runlog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.run.RunState;

/// Writes what workers may write: steps, evaluations, samples, checkpoints, crashes, and new workers that
/// resume.
final class RandomWorker {
    private static final int TOTAL = 20_000;

    private final SplittableRandom random;
    private final JournalWriter journal;
    private int step;

    RandomWorker(SplittableRandom random, JournalWriter journal) {
        this.random = random;
        this.journal = journal;
    }

    int lastStep() {
        return step;
    }

    void live(int lives) {
        journal.append(new Event.Progress("tokenising", 1, 2, "pairs"));
        begin();
        for (int life = 0; life < lives; life++) {
            if (life > 0) {
                end();
                step = random.nextInt(step + 1);
                journal.append(new Event.Resumed(step, life, "h", TOTAL));
            }
            steps(random.nextInt(random.nextBoolean() ? 50 : 6000));
        }
        if (random.nextBoolean()) {
            journal.append(new Event.Finished(step, "model"));
        } else {
            end();
        }
    }

    void begin() {
        journal.append(new Event.Started(1, "h", TOTAL));
        tellEvaluation();
    }

    void steps(int count) {
        for (int i = 0; i < count; i++) {
            Map<String, Double> metrics = new HashMap<>(Map.of("loss", random.nextDouble()));
            if (random.nextInt(3) == 0) {
                metrics.put("sometimes", random.nextDouble());
            }
            journal.append(new Event.Step(++step, metrics));
            if (random.nextInt(500) == 0) {
                tellEvaluation();
                journal.append(new Event.Checkpoint(step, "checkpoints/" + step));
                journal.append(new Event.Warning(step, "clipped", "most steps are clipped"));
            }
        }
    }

    private void tellEvaluation() {
        journal.append(new Event.Evaluation(step, Map.of("eval_loss", random.nextDouble()), Optional.of("p" + step)));
        for (String model : List.of("policy", "reference")) {
            journal.append(new Event.Samples(
                    step,
                    model,
                    List.of(new Event.Sample("p", "c" + step, 1, CompletionEnd.END_TOKEN)),
                    Map.of("lengths/samples", random.nextDouble())));
        }
    }

    private void end() {
        switch (random.nextInt(3)) {
            case 0 -> journal.append(new Event.State(RunState.STOPPED, Optional.of("r")));
            case 1 -> journal.append(new Event.Failed(step, "no room"));
            default -> {
                journal.append(new Event.Warning(step, Event.Warning.CRASHED, "crashed"));
                journal.append(new Event.State(RunState.CRASHED, Optional.empty()));
            }
        }
    }
}
