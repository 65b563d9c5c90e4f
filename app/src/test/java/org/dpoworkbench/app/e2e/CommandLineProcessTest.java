package org.dpoworkbench.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.run.LeaseRecord;
import org.dpoworkbench.engine.run.Liveness;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.run.RunStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command line as its user has it: processes, signals, exit codes, files.
@Timeout(180)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class CommandLineProcessTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path GOLDENS =
            Path.of(System.getProperty("project.root"), "engine", "src", "test", "resources", "goldens");
    private static final Path MODEL = GOLDENS.resolve("trajectories").resolve("gpt2_init");
    private static final int ENDLESS = 200_000;

    @TempDir
    Path folder;

    private final List<RunFolder> started = new ArrayList<>();

    @AfterEach
    void noWorkerIsLeft() throws IOException, InterruptedException {
        for (RunFolder run : started) {
            if (Liveness.of(run).present()) {
                DpoProcess.signal("KILL", worker(run));
            }
        }
    }

    @Test
    void aStoppedRunIsResumedAndEqualsOneThatWasLeftAlone() throws IOException, InterruptedException {
        RunFolder alone = run("alone");
        DpoProcess undisturbed = DpoProcess.run(folder, train(alone, 400));
        assertThat(undisturbed.exitCode()).as(undisturbed.said()).isZero();
        assertThat(undisturbed.said()).contains("Finished");

        RunFolder stopped = run("stopped");
        DpoProcess train = DpoProcess.start(folder, train(stopped, 400));
        DpoProcess.await("20 steps", () -> steps(stopped) >= 20);
        DpoProcess.signal("INT", train.process().pid());
        assertThat(train.exitCode()).as(train.said()).isEqualTo(3);
        assertThat(train.said()).contains("with a checkpoint");
        assertThat(RunHistory.read(stopped).checkpoints()).hasSize(1);

        DpoProcess resumed = DpoProcess.run(folder, "train", "--resume", "--output", stopped.path());
        assertThat(resumed.exitCode()).as(resumed.said()).isZero();
        assertThat(metrics(stopped)).isEqualTo(metrics(alone));

        DpoProcess again = DpoProcess.run(folder, "train", "--resume", "--output", stopped.path());
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.said()).contains("nothing to resume");
    }

    @Test
    void aKilledWorkerIsTold() throws IOException, InterruptedException {
        RunFolder run = run("killed");
        DpoProcess train = DpoProcess.start(folder, train(run, ENDLESS));
        DpoProcess.await("60 steps", () -> steps(run) >= 60);
        DpoProcess.signal("KILL", worker(run));

        assertThat(train.exitCode()).isEqualTo(1);
        assertThat(train.said()).contains("crashed", "killed by signal 9", "log.txt");
        RunHistory history = RunHistory.read(run);
        assertThat(history.state()).isEqualTo(RunState.CRASHED);
        assertThat(history.checkpoints()).isNotEmpty();
    }

    @Test
    void aRunOutlivesItsSupervisorAndIsFollowedAgain() throws IOException, InterruptedException {
        RunFolder run = run("detached");
        DpoProcess train = DpoProcess.start(folder, train(run, ENDLESS));
        DpoProcess.await("5 steps", () -> steps(run) >= 5);
        DpoProcess.signal("KILL", train.process().pid());
        train.exitCode();
        int then = steps(run);
        DpoProcess.await("more steps", () -> steps(run) > then + 5);

        DpoProcess attach = DpoProcess.start(folder, "attach", run.path());
        DpoProcess.await("the run is told", () -> attach.said().contains("worker process"));
        DpoProcess.signal("INT", attach.process().pid());
        assertThat(attach.exitCode()).as(attach.said()).isEqualTo(3);
        assertThat(RunStatus.of(run).state()).isEqualTo(RunState.STOPPED);
    }

    @Test
    void aDetachedRunGoesOnAndCanBeReported() throws IOException, InterruptedException {
        RunFolder run = run("report");
        Object[] arguments = train(run, 5);
        List<Object> detached = new ArrayList<>(List.of(arguments));
        detached.add("--detach");
        DpoProcess train = DpoProcess.run(folder, detached.toArray());
        assertThat(train.exitCode()).as(train.said()).isZero();
        assertThat(train.printed().strip()).isEqualTo(run.path().toString());
        assertThat(DpoProcess.run(folder, "attach", run.path()).exitCode()).isZero();

        DpoProcess report = DpoProcess.run(folder, "report", run.path(), "--output", folder.resolve("r"));
        assertThat(report.exitCode()).as(report.said()).isZero();
        assertThat(folder.resolve("r/report.pdf")).exists();
        assertThat(folder.resolve("r/numbers.csv")).exists();
        assertThat(folder.resolve("r/figures/loss.png")).exists();
    }

    /// `preferences.json`: float64 sums of the `transformers` library.
    @Test
    void logpsAreThoseOfTransformers() throws IOException, InterruptedException {
        JsonNode golden = JSON.readTree(Files.readString(GOLDENS.resolve("preferences/gpt2/preferences.json")));
        Path data = pretokenised(golden.get("pairs"));
        DpoProcess logps = DpoProcess.run(
                folder,
                "logps",
                "--model",
                GOLDENS.resolve("models/gpt2"),
                "--reference",
                GOLDENS.resolve("preferences/gpt2/reference"),
                "--data",
                data);

        assertThat(logps.exitCode()).as(logps.said()).isZero();
        List<String> lines = logps.printed().lines().toList();
        assertThat(lines).hasSize(golden.get("pairs").size());
        for (int i = 0; i < lines.size(); i++) {
            JsonNode ours = JSON.readTree(lines.get(i));
            JsonNode theirs = golden.get("pairs").get(i).get("f64");
            assertThat(ours.get("policy_chosen_logp").asDouble())
                    .isCloseTo(theirs.get("policy_chosen_logp").asDouble(), within(4e-4));
            assertThat(ours.get("reference_rejected_logp").asDouble())
                    .isCloseTo(theirs.get("ref_rejected_logp").asDouble(), within(4e-4));
        }
    }

    @Test
    void wrongInputIsToldBeforeAnythingIsWritten() throws IOException, InterruptedException {
        Path broken = Files.writeString(folder.resolve("broken.jsonl"), "{\"prompt\":\"a\",\"chosen\"");
        Path run = folder.resolve("wrong");
        DpoProcess data = DpoProcess.run(folder, "train", "--model", MODEL, "--data", broken, "--output", run);
        assertThat(data.exitCode()).isEqualTo(2);
        assertThat(data.said()).contains("line 1").doesNotContain("\tat ");

        DpoProcess options = DpoProcess.run(
                folder, "train", "--model", MODEL, "--data", broken, "--beta", "0", "--learning-rate", "-1");
        assertThat(options.exitCode()).isEqualTo(2);
        assertThat(options.said()).contains("beta", "learning-rate").doesNotContain("\tat ");
        assertThat(run).doesNotExist();
    }

    private RunFolder run(String name) {
        RunFolder run = new RunFolder(folder.resolve(name));
        started.add(run);
        return run;
    }

    private Object[] train(RunFolder run, int steps) throws IOException {
        JsonNode data = JSON.readTree(Files.readString(GOLDENS.resolve("trajectories/data.json")));
        return new Object[] {
            "train",
            "--model",
            MODEL,
            "--data",
            pretokenised(data.get("pairs")),
            "--output",
            run.path(),
            "--max-steps",
            steps,
            "--save-steps",
            steps == ENDLESS ? 50 : 0,
            "--learning-rate",
            "1e-3",
            "--per-device-train-batch-size",
            4,
            "--threads",
            1
        };
    }

    private Path pretokenised(JsonNode pairs) throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode pair : pairs) {
            lines.add("{\"prompt_input_ids\":%s,\"chosen_input_ids\":%s,\"rejected_input_ids\":%s}"
                    .formatted(pair.get("prompt_ids"), pair.get("chosen_ids"), pair.get("rejected_ids")));
        }
        return Files.write(folder.resolve("pairs.jsonl"), lines);
    }

    private static int steps(RunFolder run) {
        return Files.exists(run.journal()) ? RunStatus.of(run).step() : 0;
    }

    private static long worker(RunFolder run) {
        return LeaseRecord.read(run).orElseThrow().worker().pid();
    }

    /// Of each step, without what depends on the clock and the machine.
    private static Map<Integer, Map<String, Double>> metrics(RunFolder run) {
        Map<Integer, Map<String, Double>> steps = new TreeMap<>();
        for (RunHistory.Point point : RunHistory.read(run).steps()) {
            Map<String, Double> metrics = new TreeMap<>(point.metrics());
            metrics.keySet().removeIf(name -> name.startsWith("speed/") || name.startsWith("memory/"));
            steps.put(point.step(), metrics);
        }
        return steps;
    }
}
