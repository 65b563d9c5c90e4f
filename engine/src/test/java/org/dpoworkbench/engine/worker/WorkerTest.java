package org.dpoworkbench.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.CheckpointConfig;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.config.TruncationMode;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.launch.RunFollower;
import org.dpoworkbench.engine.launch.RunOutcome;
import org.dpoworkbench.engine.launch.Worker;
import org.dpoworkbench.engine.launch.WorkerLauncher;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.ControlInbox;
import org.dpoworkbench.engine.run.Provenance;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.run.RunStatus;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.SafetensorsFile;
import org.dpoworkbench.engine.weights.TensorInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whole runs of the goldens' tiny model, in this process and in workers that are killed, paused and stopped.
@Timeout(120)
class WorkerTest {
    private static final Path MODEL = Goldens.path("trajectories/gpt2_init");

    @TempDir
    Path path;

    private Path data;
    private final List<Worker> started = new ArrayList<>();

    @BeforeEach
    void writePairs() throws IOException {
        data = path.resolve("pairs.jsonl");
        List<String> lines = new ArrayList<>();
        for (JsonNode pair : Goldens.json("trajectories/data.json").get("pairs")) {
            lines.add(JsonMapper.shared()
                    .writeValueAsString(Map.of(
                            "prompt_input_ids", pair.get("prompt_ids"),
                            "chosen_input_ids", pair.get("chosen_ids"),
                            "rejected_input_ids", pair.get("rejected_ids"))));
        }
        Files.write(data, lines.subList(0, 14));
    }

    @AfterEach
    void endWorkers() throws InterruptedException {
        for (Worker worker : started) {
            ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroyForcibly);
            assertThat(worker.waitFor(Duration.ofSeconds(20))).isPresent();
        }
    }

    @Test
    void aWorkerThatIsKilledAndStartedAgainLeavesTheJournalOfAnUndisturbedRun() throws Exception {
        RunFolder undisturbed = folder("undisturbed", 30, 8, MODEL);
        assertThat(runHere(undisturbed)).isZero();

        RunFolder killed = folder("killed", 30, 8, MODEL);
        Worker first = launch(killed);
        RunOutcome crashed = RunFollower.of(first).follow(entry -> {
            if (entry.event() instanceof Event.Step(int step, var _) && step == 11) {
                ProcessHandle.of(first.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        });
        assertThat(crashed.state()).isEqualTo(RunState.CRASHED);
        assertThat(crashed.exitCode()).hasValue(137);
        int reached = RunStatus.of(killed).step();
        assertThat(reached).isBetween(11, 29);

        RunOutcome resumed = RunFollower.of(launch(killed)).follow(_ -> {});
        assertThat(resumed.state()).isEqualTo(RunState.FINISHED);
        assertThat(events(killed, Event.Resumed.class))
                .singleElement()
                .satisfies(r -> assertThat(r.fromStep()).isPositive().isLessThanOrEqualTo(reached));
        assertThat(surviving(killed)).isEqualTo(surviving(undisturbed)).hasSize(30);
        assertThat(evaluations(killed)).isEqualTo(evaluations(undisturbed)).hasSize(5);
        assertThat(Files.mismatch(
                        killed.model().resolve("model.safetensors"),
                        undisturbed.model().resolve("model.safetensors")))
                .isEqualTo(-1);
    }

    @Test
    @Tag("reliability")
    @Timeout(900)
    void aRunThatIsKilledAtRandomMomentsAgainAndAgainEndsAsIfItNeverWas() throws Exception {
        RunFolder undisturbed = folder("undisturbed", 400, 10, MODEL);
        assertThat(runHere(undisturbed)).isZero();

        RunFolder killed = folder("killed", 400, 10, MODEL);
        Random random = new Random(7);
        RunState state = RunState.STARTING;
        int kills = 0;
        for (; kills < 60 && state != RunState.FINISHED; kills++) {
            Worker worker = launch(killed);
            int[] left = {1 + random.nextInt(60), 0};
            int pauseMicros = random.nextInt(3000);
            state = RunFollower.of(worker)
                    .follow(entry -> {
                        switch (entry.event()) {
                            case Event.Started(long pid, var _, var _) -> left[1] = pid == worker.pid() ? 1 : 0;
                            case Event.Resumed(var _, long pid, var _, var _) -> left[1] = pid == worker.pid() ? 1 : 0;
                            case Event.Step _
                            when left[1] == 1 && left[0]-- == 0 -> {
                                LockSupport.parkNanos(1000L * pauseMicros);
                                ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroyForcibly);
                            }
                            default -> {}
                        }
                    })
                    .state();
            assertThat(state).isIn(RunState.CRASHED, RunState.FINISHED);
        }
        assertThat(state).as("after %s kills", kills).isEqualTo(RunState.FINISHED);
        assertThat(kills).isGreaterThan(3);
        assertThat(surviving(killed)).isEqualTo(surviving(undisturbed)).hasSize(400);
        assertThat(Files.mismatch(
                        killed.model().resolve("model.safetensors"),
                        undisturbed.model().resolve("model.safetensors")))
                .isEqualTo(-1);
    }

    @Test
    void aWorkerPausesWritesACheckpointWhilePausedGoesOnAndStops() throws Exception {
        RunFolder folder = folder("run", 5000, 0, MODEL);
        RunFollower follower = RunFollower.of(launch(folder));
        Map<String, String> asked = new LinkedHashMap<>();
        RunOutcome outcome = follower.follow(entry -> {
            switch (entry.event()) {
                case Event.Step(int step, var _) when step == 2 -> asked.put("PAUSED", follower.requestPause());
                case Event.State(RunState state, var _) when state == RunState.PAUSED -> follower.requestCheckpoint();
                case Event.Checkpoint _
                when !asked.containsKey("RUNNING") -> asked.put("RUNNING", follower.requestResume());
                case Event.State(RunState state, var _)
                when state == RunState.RUNNING && asked.containsKey("RUNNING") ->
                    asked.put("STOPPED", follower.requestStop());
                default -> {}
            }
        });
        assertThat(outcome.state()).isEqualTo(RunState.STOPPED);
        assertThat(outcome.exitCode()).hasValue(0);
        assertThat(asked).containsOnlyKeys("PAUSED", "RUNNING", "STOPPED");
        assertThat(events(folder, Event.State.class))
                .filteredOn(state -> state.request().isPresent())
                .extracting(state -> state.state() + " " + state.request().orElseThrow())
                .containsExactlyElementsOf(asked.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList());
        RunHistory history = RunHistory.read(folder);
        int last = history.steps().getLast().step();
        assertThat(history.checkpoints()).hasSizeBetween(1, 2);
        assertThat(history.checkpoints().getLast().step()).isEqualTo(last);
        assertThat(folder.checkpoint(last)).isDirectoryContaining("glob:**/state.json");
    }

    @Test
    void aStopBeforeTheFirstStepKeepsNothingAndTheNextStartBeginsAnew() throws Exception {
        RunFolder folder = folder("stopped", 4, 0, MODEL);
        ControlInbox inbox = new ControlInbox(folder);
        inbox.requestStop();
        assertThat(run(folder, inbox)).isZero();
        assertThat(RunHistory.read(folder).state()).isEqualTo(RunState.STOPPED);
        assertThat(events(folder, Event.State.class))
                .containsExactly(new Event.State(RunState.STOPPED, Optional.of("signal")));
        assertThat(folder.checkpoints()).doesNotExist();

        RunFolder undisturbed = folder("undisturbed", 4, 0, MODEL);
        assertThat(runHere(undisturbed)).isZero();
        assertThat(runHere(folder)).isZero();
        assertThat(surviving(folder)).isEqualTo(surviving(undisturbed)).hasSize(4);
        assertThat(evaluations(folder)).isEqualTo(evaluations(undisturbed));
    }

    @Test
    void theRecordHoldsTheAccountOfTheDataAndTheChoicesLeftToTheProgram() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(data));
        lines.add("{\"prompt_input_ids\":[1],\"chosen_input_ids\":[2],\"rejected_input_ids\":[2]}");
        Files.write(data, lines);
        RunFolder folder = folder("run", 2, 0, MODEL);
        assertThat(runHere(folder)).isZero();

        JsonNode account = JsonMapper.shared().readTree(folder.data());
        assertThat(account.get("train_pairs").intValue()).isEqualTo(10);
        assertThat(account.get("held_out_pairs").intValue()).isEqualTo(4);
        assertThat(account.at("/sources/0/dropped/identical_sides").intValue()).isEqualTo(1);
        assertThat(account.at("/dropped/0/place/number").intValue()).isEqualTo(15);
        assertThat(account.get("max_length").intValue())
                .isEqualTo(ModelFolder.open(MODEL).architecture().context());
        assertThat(account.get("max_length_default").booleanValue()).isTrue();
        assertThat(events(folder, Event.Warning.class))
                .extracting(Event.Warning::code, Event.Warning::message)
                .contains(tuple(
                        "data",
                        "Of 15 records, 1 is dropped (chosen and rejected are the same). More is in data.json."));
        Provenance provenance = Provenance.read(folder);
        assertThat(provenance.threads()).isEqualTo(2);
        assertThat(provenance.reference()).contains(provenance.model());
    }

    @Test
    void aRunWhoseDataHaveChangedDoesNotGoOnAndOneWhoseDataAreBackDoes() throws Exception {
        RunFolder folder = folder("run", 4, 2, MODEL);
        assertThat(runHere(folder)).isZero();
        RunConfigFile.write(config(6, 2, MODEL, Optional.empty(), SaveDtype.FLOAT32), folder.config());
        byte[] provenance = Files.readAllBytes(folder.provenance());
        byte[] account = Files.readAllBytes(folder.data());
        List<String> lines = Files.readAllLines(data);

        Files.write(data, lines.subList(0, 13));
        assertThat(runHere(folder)).isEqualTo(1);
        assertThat(RunStatus.of(folder).failure().orElseThrow())
                .contains("data " + data + " has changed", "Put that back and resume");
        assertThat(events(folder, Event.Resumed.class)).isEmpty();

        Files.write(data, lines);
        assertThat(runHere(folder)).isZero();
        assertThat(surviving(folder)).hasSize(6);
        assertThat(folder.provenance()).hasBinaryContent(provenance);
        assertThat(folder.data()).hasBinaryContent(account);
    }

    @Test
    void aSeparateReferenceIsHashedAndItsChangeIsNoticed() throws Exception {
        Path reference = path.resolve("reference");
        copyModel(reference);
        RunFolder folder = folder("run", 4, 2, MODEL, Optional.of(reference), SaveDtype.FLOAT32);
        assertThat(runHere(folder)).isZero();
        assertThat(Provenance.read(folder).reference())
                .contains(new Provenance.HashedFile(
                        reference.toString(), ModelFolder.open(reference).sha256()));

        poison(reference.resolve("model.safetensors"));
        assertThat(runHere(folder)).isEqualTo(1);
        assertThat(RunStatus.of(folder).failure().orElseThrow()).contains("reference " + reference + " has changed");
    }

    @Test
    void theWorkerAfterOneThatDidNotComeToItsStartBeginsTheRun() throws Exception {
        RunFolder folder = folder("run", 2, 0, MODEL);
        Files.move(data, path.resolve("elsewhere"));
        assertThat(runHere(folder)).isEqualTo(1);
        assertThat(events(folder, Event.Started.class)).isEmpty();

        Files.move(path.resolve("elsewhere"), data);
        assertThat(runHere(folder)).isZero();
        assertThat(events(folder, Event.Started.class)).hasSize(1);
        assertThat(events(folder, Event.Resumed.class)).isEmpty();
        assertThat(RunHistory.read(folder).failure()).isEmpty();
    }

    @Test
    void theCommandLineThatStartedTheRunIsOnRecord() throws Exception {
        RunFolder folder = folder("run", 2, 0, MODEL);
        Worker worker = WorkerLauncher.ofThisJvm()
                .withJvmArguments("-Xmx512m", "-XX:TieredStopAtLevel=1")
                .withCommandLine("dpo train --prompt 'a \"b\" ß'")
                .launch(folder);
        started.add(worker);
        assertThat(RunFollower.of(worker).follow(_ -> {}).state()).isEqualTo(RunState.FINISHED);
        assertThat(Provenance.read(folder).commandLine()).contains("dpo train --prompt 'a \"b\" ß'");
    }

    @Test
    void weightsThatAreNoNumbersFailTheRunAndItsJournalSaysWhere() throws Exception {
        Path damaged = path.resolve("damaged");
        copyModel(damaged);
        poison(damaged.resolve("model.safetensors"));
        RunFolder folder = folder("run", 4, 0, damaged, Optional.of(MODEL), SaveDtype.FLOAT32);
        assertThat(runHere(folder)).isEqualTo(1);
        assertThat(RunHistory.read(folder).state()).isEqualTo(RunState.FAILED);
        assertThat(events(folder, Event.Failed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.step()).isZero();
            assertThat(failed.message()).contains("Step 1: the loss is NaN", "pairs.jsonl line ");
        });
        assertThat(events(folder, Event.Step.class)).isEmpty();
        assertThat(folder.model()).doesNotExist();
    }

    @Test
    void aRunThatFailsLaterTellsItsLastStepAndLeavesItsCheckpointSound() throws Exception {
        RunFolder folder = folder("run", 4, 2, MODEL);
        assertThat(runHere(folder)).isZero();
        // Resumed for longer, with an optimiser state that makes the weights no numbers one step later.
        RunConfigFile.write(config(8, 4, MODEL, Optional.empty(), SaveDtype.FLOAT32), folder.config());
        Path checkpoint = folder.checkpoint(4);
        poison(checkpoint.resolve("optimizer.safetensors"));
        byte[] before = Files.readAllBytes(checkpoint.resolve("model.safetensors"));
        assertThat(runHere(folder)).isEqualTo(1);
        assertThat(events(folder, Event.Failed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.step()).isEqualTo(5);
            assertThat(failed.message()).contains("Step 6: the loss is NaN");
        });
        assertThat(checkpoint.resolve("model.safetensors")).hasBinaryContent(before);
    }

    @Test
    void aReferenceWithoutNumbersFailsBeforeAnyStep() throws Exception {
        Path damaged = path.resolve("damaged");
        copyModel(damaged);
        poison(damaged.resolve("model.safetensors"));
        RunFolder folder = folder("run", 4, 0, damaged);
        assertThat(runHere(folder)).isEqualTo(1);
        assertThat(RunStatus.of(folder).failure().orElseThrow()).contains("no number", "pairs.jsonl line 1");
    }

    /// The rounding of a normal number is at most half a unit in its last place: 2^-11 and 2^-8 - 2^-9 of its size.
    @ParameterizedTest
    @CsvSource({"FLOAT32, 0", "FLOAT16, 4.8828125e-4", "BFLOAT16, 3.90625e-3"})
    void theFinalModelHoldsTheLastWeightsInTheTypeAskedFor(SaveDtype type, double rounding) throws Exception {
        RunFolder folder = folder("run", 3, 3, MODEL, Optional.empty(), type);
        assertThat(runHere(folder)).isZero();
        assertThat(ModelFolder.open(folder.model()).architecture())
                .isEqualTo(ModelFolder.open(MODEL).architecture());
        boolean rounded = false;
        try (SafetensorsFile last = SafetensorsFile.open(folder.checkpoint(3).resolve("model.safetensors"));
                SafetensorsFile saved = SafetensorsFile.open(folder.model().resolve("model.safetensors"))) {
            assertThat(saved.tensors()).hasSameSizeAs(last.tensors());
            for (TensorInfo tensor : last.tensors()) {
                float[] wanted = last.readFloats(tensor);
                float[] got = saved.readFloats(saved.find(tensor.name()).orElseThrow());
                assertThat(got).hasSameSizeAs(wanted);
                for (int i = 0; i < wanted.length; i++) {
                    assertThat((double) got[i])
                            .isCloseTo(
                                    wanted[i], within(rounding * Math.abs(wanted[i]) + 3e-8 * Math.signum(rounding)));
                    rounded |= got[i] != wanted[i];
                }
            }
        }
        assertThat(rounded).isEqualTo(type != SaveDtype.FLOAT32);
    }

    @Test
    void ofAFolderEachFileIsRecordedAndFoundAgain() throws IOException {
        List<String> lines = Files.readAllLines(data);
        Path set = Files.createDirectory(path.resolve("set"));
        Path first = Files.write(set.resolve("train-00000-of-00002.jsonl"), lines.subList(0, 7));
        Path second = Files.write(set.resolve("train-00001-of-00002.jsonl"), lines.subList(7, 14));
        Files.writeString(set.resolve("test-00000-of-00001.jsonl"), "not data");
        data = path.resolve("set#train");
        RunFolder folder = folder("of-a-folder", 2, 1, MODEL);
        RunConfig config = config(2, 1, MODEL, Optional.empty(), SaveDtype.FLOAT32);

        assertThat(runHere(folder)).isZero();

        assertThat(Provenance.read(folder).data())
                .containsExactly(Provenance.HashedFile.of(first), Provenance.HashedFile.of(second));
        HeldOutPairs again = HeldOutPairs.load(folder, config, Progress.NONE);
        assertThat(again.byId()).hasSize(4);
        assertThat(again.changes()).isEmpty();

        Files.write(second, lines.subList(6, 14));
        assertThat(HeldOutPairs.load(folder, config, Progress.NONE).changes())
                .singleElement()
                .asString()
                .startsWith(second + " has changed since the run began");
    }

    private int runHere(RunFolder folder) {
        return run(folder, new ControlInbox(folder));
    }

    private static int run(RunFolder folder, ControlInbox inbox) {
        RunHistory before = RunHistory.read(folder);
        try (JournalWriter journal = JournalWriter.open(folder)) {
            return WorkerMain.run(folder, before, journal, inbox);
        }
    }

    private Worker launch(RunFolder folder) {
        Worker worker = WorkerLauncher.ofThisJvm()
                .withJvmArguments("-Xmx512m", "-XX:TieredStopAtLevel=1")
                .launch(folder);
        started.add(worker);
        return worker;
    }

    private RunFolder folder(String name, int steps, double saveSteps, Path model) throws IOException {
        return folder(name, steps, saveSteps, model, Optional.empty(), SaveDtype.FLOAT32);
    }

    private RunFolder folder(
            String name, int steps, double saveSteps, Path model, Optional<Path> reference, SaveDtype type)
            throws IOException {
        RunFolder folder = new RunFolder(path.resolve(name));
        Files.createDirectories(folder.path());
        RunConfigFile.write(config(steps, saveSteps, model, reference, type), folder.config());
        return folder;
    }

    private RunConfig config(int steps, double saveSteps, Path model, Optional<Path> reference, SaveDtype type) {
        DataConfig files = DataConfig.of(List.of(data));
        return new RunConfig(
                Objective.DPO,
                new ModelConfig(model, reference, type),
                Optional.empty(),
                new DataConfig(
                        files.data(),
                        List.of(),
                        List.of(),
                        files.columns(),
                        files.promptExtraction(),
                        4,
                        42,
                        OptionalInt.empty(),
                        false,
                        false,
                        OptionalInt.empty(),
                        Optional.empty(),
                        TruncationMode.KEEP_START,
                        OptionalInt.empty(),
                        List.of()),
                new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN),
                new OptimizerConfig(Optim.ADAMW, 1e-3, LrScheduler.CONSTANT, 0, 0, 1, 0.9, 0.999, 1e-8),
                new BatchConfig(4, 1, 1, OptionalInt.of(steps), Sampling.RANDOM, 42, 2048),
                EvaluationConfig.of(steps < 100 ? 0.25 : 0, 0, 16, 0),
                new CheckpointConfig(saveSteps, OptionalInt.empty()),
                MemoryConfig.USUAL,
                new DeviceConfig(Device.CPU, 2));
    }

    private static void copyModel(Path to) throws IOException {
        Files.createDirectories(to);
        for (String name : List.of("config.json", "model.safetensors")) {
            Files.copy(MODEL.resolve(name), to.resolve(name));
        }
    }

    /// Makes the file's last float a NaN: its last four bytes.
    private static void poison(Path safetensors) throws IOException {
        byte[] bytes = Files.readAllBytes(safetensors);
        bytes[bytes.length - 1] = 0x7f;
        bytes[bytes.length - 2] = (byte) 0xc0;
        Files.write(safetensors, bytes);
    }

    private static List<Map<String, Double>> surviving(RunFolder folder) {
        return RunHistory.read(folder).steps().stream()
                .map(point -> {
                    Map<String, Double> metrics = new LinkedHashMap<>(point.metrics());
                    metrics.keySet().removeIf(name -> name.startsWith("speed/") || name.startsWith("memory/"));
                    metrics.put("step", (double) point.step());
                    return metrics;
                })
                .toList();
    }

    private static Map<Integer, Map<String, Double>> evaluations(RunFolder folder) {
        Map<Integer, Map<String, Double>> evaluations = new LinkedHashMap<>();
        RunHistory.read(folder).evaluations().forEach(e -> evaluations.put(e.step(), e.metrics()));
        return evaluations;
    }

    private static <E extends Event> List<E> events(RunFolder folder, Class<E> type) {
        List<E> events = new ArrayList<>();
        JournalReader.forEach(folder, entry -> {
            if (type.isInstance(entry.event())) {
                events.add(type.cast(entry.event()));
            }
        });
        return events;
    }
}
