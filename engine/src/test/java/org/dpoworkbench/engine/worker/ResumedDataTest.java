package org.dpoworkbench.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.CheckpointConfig;
import org.dpoworkbench.engine.config.ColumnMapping;
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
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.config.TruncationMode;
import org.dpoworkbench.engine.data.JudgedRecords;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.pairs.PairBuild;
import org.dpoworkbench.engine.pairs.PairRecipe;
import org.dpoworkbench.engine.pairs.PairStrategy;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.ControlInbox;
import org.dpoworkbench.engine.run.Provenance;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that go on, whose data are a folder, a split, a pattern, a described data set or pairs built of a table.
@Timeout(120)
class ResumedDataTest {
    private static final String INFO = """
            {"%s": {"hf_hub_url": "someone/far"},
             "near": {"file_name": "parts", "ranking": true,
                      "columns": {"prompt": "q", "chosen": "%s", "rejected": "%s"}}}
            """;

    @TempDir
    Path path;

    @BeforeEach
    void copyModel() throws IOException {
        Path model = Files.createDirectory(path.resolve("model"));
        for (String part : List.of("gpt2_init", "tokenizer")) {
            try (Stream<Path> files = Files.list(Goldens.path("trajectories/" + part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, model.resolve(file.getFileName()));
                }
            }
        }
    }

    @BeforeEach
    void writeData() throws IOException {
        for (int part = 0; part < 2; part++) {
            Files.createDirectories(path.resolve("plain/deep"));
            Files.createDirectories(path.resolve("splits"));
            Files.createDirectories(path.resolve("described/parts"));
            Files.writeString(path.resolve(part == 0 ? "plain/a.jsonl" : "plain/deep/b.jsonl"), lines("prompt", part));
            Files.writeString(
                    path.resolve("splits/train-0000%d-of-00002.jsonl".formatted(part)), lines("prompt", part));
            Files.writeString(path.resolve("described/parts/%d.jsonl".formatted(part)), lines("q", part));
        }
        Files.writeString(path.resolve("splits/test-00000-of-00001.jsonl"), "not data");
        Files.writeString(path.resolve("described/dataset_info.json"), INFO.formatted("far", "chosen", "rejected"));
        StringBuilder table = new StringBuilder("prompt,response_a,response_b,winner\n");
        for (int i = 0; i < 14; i++) {
            table.append("\"p, %d\",\"good\n%d\",\"bad \"\"%d\"\"\",model_a\n".formatted(i, i, i));
        }
        Path csv = Files.writeString(path.resolve("votes.csv"), table);
        PairBuild.write(
                path.resolve("built.jsonl"),
                new PairRecipe(PairStrategy.BEST_WORST, 0, OptionalInt.empty(), Map.of(), 0, 42),
                false,
                build ->
                        JudgedRecords.read(csv, ColumnMapping.RECOGNISED, build::take, build::refuse, build::unscored));
    }

    private static String lines(String prompt, int part) {
        StringBuilder lines = new StringBuilder();
        for (int i = 7 * part; i < 7 * part + 7; i++) {
            lines.append("{\"%s\": \"p %d\", \"chosen\": \"good %d\", \"rejected\": \"bad %d\"}%n"
                    .formatted(prompt, i % 5, i, i));
        }
        return lines.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "splits#train",
                "plain/*.jsonl",
                "{plain,splits}/**.jsonl",
                "described",
                "built.jsonl",
                "votes.csv"
            })
    void aRunGoesOnToTheBit(String data) throws IOException {
        if (data.startsWith("{")) {
            Files.delete(path.resolve("splits/test-00000-of-00001.jsonl"));
        }
        RunFolder undisturbed = folder("undisturbed", data, 6);
        assertThat(run(undisturbed)).isZero();

        RunFolder resumed = folder("resumed", data, 4);
        assertThat(run(resumed)).isZero();
        RunConfigFile.write(config(data, 6), resumed.config());
        assertThat(run(resumed)).isZero();

        List<Map<String, Double>> expected = steps(undisturbed);
        assertThat(expected).hasSize(6);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(steps(resumed).get(i)).as("step %d", i + 1).containsExactlyInAnyOrderEntriesOf(expected.get(i));
        }
        assertThat(resumed.model().resolve("model.safetensors"))
                .hasSameBinaryContentAs(undisturbed.model().resolve("model.safetensors"));
        assertThat(Provenance.read(resumed).data())
                .isEqualTo(Provenance.read(undisturbed).data());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "plain/**.jsonl"})
    void aFileThatCameIsToldAndOneThatWentToo(String data) throws IOException {
        RunFolder run = folder("run", data, 4);
        assertThat(run(run)).isZero();
        RunConfigFile.write(config(data, 6), run.config());

        Path added = Files.writeString(path.resolve("plain/c.jsonl"), lines("prompt", 0));
        assertThat(run(run)).isEqualTo(1);
        assertThat(failure(run)).contains("data " + added + " is new", "Put that back and resume");

        Files.delete(added);
        Path gone = path.resolve("plain/deep/b.jsonl");
        String content = Files.readString(gone);
        Files.delete(gone);
        assertThat(run(run)).isEqualTo(1);
        assertThat(failure(run)).contains("data " + gone + " is gone");

        Files.writeString(gone, content);
        assertThat(run(run)).isZero();
        assertThat(steps(run)).hasSize(6);
    }

    @Test
    void anotherMeaningOfTheColumnsIsToldAndAnotherDataSetIsNoMatter() throws IOException {
        RunFolder run = folder("run", "described", 4);
        assertThat(run(run)).isZero();
        RunConfigFile.write(config("described", 6), run.config());
        Path info = path.resolve("described/dataset_info.json");

        Files.writeString(info, INFO.formatted("far", "rejected", "chosen"));
        assertThat(run(run)).isEqualTo(1);
        assertThat(failure(run)).contains("data " + info + "#near has changed");

        Files.writeString(info, INFO.formatted("another", "chosen", "rejected"), StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(run(run)).isZero();
        assertThat(HeldOutPairs.load(run, config("described", 6), Progress.NONE).changes())
                .isEmpty();
    }

    private String failure(RunFolder folder) {
        return RunStatus.of(folder).failure().orElseThrow();
    }

    private static int run(RunFolder folder) {
        RunHistory before = RunHistory.read(folder);
        try (JournalWriter journal = JournalWriter.open(folder)) {
            return WorkerMain.run(folder, before, journal, new ControlInbox(folder));
        }
    }

    private RunFolder folder(String name, String data, int steps) throws IOException {
        RunFolder folder = new RunFolder(path.resolve("runs").resolve(name));
        Files.createDirectories(folder.path());
        RunConfigFile.write(config(data, steps), folder.config());
        return folder;
    }

    private RunConfig config(String data, int steps) {
        return new RunConfig(
                Objective.DPO,
                new ModelConfig(path.resolve("model"), Optional.empty(), SaveDtype.FLOAT32),
                Optional.empty(),
                new DataConfig(
                        List.of(path.resolve(data)),
                        List.of(),
                        List.of(),
                        ColumnMapping.RECOGNISED,
                        PromptExtraction.AUTO,
                        3,
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
                EvaluationConfig.of(0, 0, 16, 0),
                new CheckpointConfig(2, OptionalInt.empty()),
                MemoryConfig.USUAL,
                new DeviceConfig(Device.CPU, 2));
    }

    private static List<Map<String, Double>> steps(RunFolder folder) {
        List<Map<String, Double>> steps = new ArrayList<>();
        RunHistory.read(folder).steps().forEach(point -> {
            Map<String, Double> metrics = new LinkedHashMap<>(point.metrics());
            // A run's last step records the weights that changed, and the shorter run had a last step of its own.
            metrics.keySet()
                    .removeIf(name ->
                            name.startsWith("speed/") || name.startsWith("memory/") || name.equals("weights/changed"));
            metrics.put("step", (double) point.step());
            steps.add(metrics);
        });
        return steps;
    }
}
