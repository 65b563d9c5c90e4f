package org.dpoworkbench.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.dpoworkbench.engine.launch.Worker;
import org.dpoworkbench.engine.launch.WorkerLauncher;
import org.dpoworkbench.engine.run.ControlInbox;
import org.dpoworkbench.engine.run.RunFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whole runs of the goldens' tiny model, in this process and in workers.
abstract class WorkerFixture {
    static final Path MODEL = Goldens.path("trajectories/gpt2_init");

    @TempDir
    Path path;

    Path data;
    final List<Worker> started = new ArrayList<>();

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

    int runHere(RunFolder folder) {
        return run(folder, new ControlInbox(folder));
    }

    static int run(RunFolder folder, ControlInbox inbox) {
        RunHistory before = RunHistory.read(folder);
        try (JournalWriter journal = JournalWriter.open(folder)) {
            return WorkerMain.run(folder, before, journal, inbox);
        }
    }

    Worker launch(RunFolder folder) {
        Worker worker = WorkerLauncher.ofThisJvm()
                .withJvmArguments("-Xmx512m", "-XX:TieredStopAtLevel=1")
                .launch(folder);
        started.add(worker);
        return worker;
    }

    RunFolder folder(String name, int steps, double saveSteps, Path model) throws IOException {
        return folder(name, steps, saveSteps, model, Optional.empty(), SaveDtype.FLOAT32);
    }

    RunFolder folder(String name, int steps, double saveSteps, Path model, Optional<Path> reference, SaveDtype type)
            throws IOException {
        RunFolder folder = new RunFolder(path.resolve(name));
        Files.createDirectories(folder.path());
        RunConfigFile.write(config(steps, saveSteps, model, reference, type), folder.config());
        return folder;
    }

    RunConfig config(int steps, double saveSteps, Path model, Optional<Path> reference, SaveDtype type) {
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

    static void copyModel(Path to) throws IOException {
        Files.createDirectories(to);
        for (String name : List.of("config.json", "model.safetensors")) {
            Files.copy(MODEL.resolve(name), to.resolve(name));
        }
    }

    /// Makes the file's last float a NaN: its last four bytes.
    static void poison(Path safetensors) throws IOException {
        byte[] bytes = Files.readAllBytes(safetensors);
        bytes[bytes.length - 1] = 0x7f;
        bytes[bytes.length - 2] = (byte) 0xc0;
        Files.write(safetensors, bytes);
    }

    static List<Map<String, Double>> surviving(RunFolder folder) {
        return RunHistory.read(folder).steps().stream()
                .map(point -> {
                    Map<String, Double> metrics = new LinkedHashMap<>(point.metrics());
                    metrics.keySet().removeIf(name -> name.startsWith("speed/") || name.startsWith("memory/"));
                    metrics.put("step", (double) point.step());
                    return metrics;
                })
                .toList();
    }

    static <E extends Event> List<E> events(RunFolder folder, Class<E> type) {
        List<E> events = new ArrayList<>();
        JournalReader.forEach(folder, entry -> {
            if (type.isInstance(entry.event())) {
                events.add(type.cast(entry.event()));
            }
        });
        return events;
    }
}
