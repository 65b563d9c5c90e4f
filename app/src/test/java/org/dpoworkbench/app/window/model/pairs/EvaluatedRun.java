package org.dpoworkbench.app.window.model.pairs;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.RunCurvesBuilder;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

/// A run folder with per-pair files of chosen log-ratios, and samples.
public final class EvaluatedRun {
    private final String id;
    private final RecordedRuns runs;
    private final RunFolder folder;
    private final Map<Integer, Event.Evaluation> evaluations = new TreeMap<>();
    private final List<Event.Samples> samples = new ArrayList<>();

    public EvaluatedRun(RecordedRuns runs, String id, LossConfig loss) {
        this.id = id;
        this.runs = runs;
        folder = runs.add(id, loss);
    }

    public RunFolder folder() {
        return folder;
    }

    /// Pairs `p0`, `p1`, … of four tokens chosen and two rejected, whose reference log-probs are 0.
    ///
    /// @param chosenAndRejected log-ratios in nats
    public EvaluatedRun evaluated(int step, double[][] chosenAndRejected) {
        var csv = new StringBuilder("id,source,policy_chosen_logp,policy_rejected_logp,reference_chosen_logp,"
                + "reference_rejected_logp,chosen_tokens,rejected_tokens\n");
        for (int i = 0; i < chosenAndRejected.length; i++) {
            csv.append("p%d,test.jsonl,%s,%s,0,0,4,2%n".formatted(i, chosenAndRejected[i][0], chosenAndRejected[i][1]));
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.pairs(step)))) {
            out.write(csv.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return named(step);
    }

    /// An evaluation whose file may not be there.
    public EvaluatedRun named(int step) {
        evaluations.put(
                step,
                new Event.Evaluation(
                        step,
                        Map.of(),
                        Optional.of(folder.pairs(step).getFileName().toString())));
        return this;
    }

    public EvaluatedRun sampled(int step, String model, String... promptsAndCompletions) {
        List<Event.Sample> said = new ArrayList<>();
        for (int i = 0; i < promptsAndCompletions.length; i += 2) {
            said.add(new Event.Sample(
                    promptsAndCompletions[i], promptsAndCompletions[i + 1], 3, CompletionEnd.END_TOKEN));
        }
        samples.add(new Event.Samples(step, model, said, Map.of()));
        return this;
    }

    /// Tells what was recorded so far.
    public EvaluatedRun told() {
        var builder = new RunCurvesBuilder();
        List<Event> events = new ArrayList<>();
        events.add(new Event.Started(1, "here", 40));
        events.addAll(evaluations.values());
        events.addAll(samples);
        for (int i = 0; i < events.size(); i++) {
            builder.add(new Entry(i + 1, Instant.EPOCH, events.get(i)));
        }
        RunCurves curves = builder.snapshot();
        runs.tell(id, RunState.RUNNING, curves);
        return this;
    }
}
