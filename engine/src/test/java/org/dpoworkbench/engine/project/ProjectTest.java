package org.dpoworkbench.engine.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectTest {
    @TempDir
    Path path;

    @Test
    void aProjectIsReadAsItWasWritten() {
        ProjectSettings settings = ProjectSettings.named("Ünïcode: \"quoted\"")
                .withData(List.of(new DataSource(
                        Path.of("preferences", "train.jsonl"),
                        DataSource.Role.TRAIN,
                        Optional.empty(),
                        ColumnMapping.pair(Optional.of("question"), Optional.empty(), Optional.of("bad")),
                        Optional.of(PromptExtraction.AUTO),
                        Optional.of("0".repeat(64)))))
                .withDefaults(config(Objective.DPO, LossType.SIGMOID, 0, 5e-6))
                .withSplit(Optional.of(new ProjectSettings.Split(0.25, 7)))
                .withExclude(List.of("00c0ffee00c0ffee"));
        Project.create(path, settings);
        assertThat(Project.open(path).settings()).isEqualTo(settings);
    }

    @Test
    void aFileWithoutSplitAndExclusionsHasNone() throws IOException {
        Files.writeString(path.resolve("project.yaml"), "name: old\n");

        ProjectSettings settings = Project.open(path).settings();

        assertThat(settings.exclude()).isEmpty();
        assertThat(settings.split()).isEmpty();
        assertThat(settings.splitInForce()).isEqualTo(new ProjectSettings.Split(0, 42));
    }

    @Test
    void aNewRunsDataAreTheSourcesWithSplitAndExclusions() {
        DataConfig data = ProjectSettings.named("x")
                .withData(List.of(
                        source("train.jsonl", DataSource.Role.TRAIN, ColumnMapping.RECOGNISED),
                        source("test.jsonl", DataSource.Role.HELD_OUT, mapping("prompt", "chosen", "rejected"))))
                .withSplit(Optional.of(new ProjectSettings.Split(0.25, 7)))
                .withExclude(List.of("00c0ffee00c0ffee"))
                .dataConfig();

        assertThat(data.data()).containsExactly(Path.of("train.jsonl"));
        assertThat(data.evalData()).containsExactly(Path.of("test.jsonl"));
        assertThat(data.columns()).isEqualTo(ColumnMapping.RECOGNISED);
        assertThat(data.heldOut()).isEqualTo(0.25);
        assertThat(data.splitSeed()).isEqualTo(7);
        assertThat(data.exclude()).containsExactly("00c0ffee00c0ffee");
    }

    @Test
    void sourcesWhoseFieldsDifferMakeNoRunsData() {
        ProjectSettings settings = ProjectSettings.named("x")
                .withData(List.of(
                        source("a.jsonl", DataSource.Role.TRAIN, ColumnMapping.RECOGNISED),
                        source("b.jsonl", DataSource.Role.TRAIN, mapping("question", "good", "bad"))));

        assertThatThrownBy(settings::dataConfig)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("a.jsonl and b.jsonl differ in their fields");
    }

    @Test
    void aProjectWithoutTrainingFilesSaysSo() {
        assertThatThrownBy(() -> ProjectSettings.named("x").dataConfig())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no preference file to train on");
    }

    private static DataSource source(String path, DataSource.Role role, ColumnMapping columns) {
        return new DataSource(Path.of(path), role, Optional.empty(), columns, Optional.empty(), Optional.empty());
    }

    private static ColumnMapping mapping(String prompt, String chosen, String rejected) {
        return ColumnMapping.pair(Optional.of(prompt), Optional.of(chosen), Optional.of(rejected));
    }

    @Test
    void pathsStayRelativeInTheFile() throws IOException {
        Project project = Project.create(
                path, ProjectSettings.named("x").withDefaults(config(Objective.DPO, LossType.IPO, 0, 1e-4)));
        assertThat(Files.readString(project.file())).contains("models/tiny").doesNotContain("file:");
        assertThat(project.resolve(Path.of("models/tiny")))
                .isEqualTo(path.resolve("models").resolve("tiny"));
    }

    @Test
    void aProjectIsFoundFromAnyFolderInside() throws IOException {
        Project project = Project.create(path, ProjectSettings.named("x"));
        Path inside = Files.createDirectories(project.runs().resolve("a").resolve("checkpoints"));
        assertThat(Project.containing(inside)).contains(project);
        assertThat(Project.containing(path)).contains(project);
    }

    @Test
    void theFolderOfAProjectIsFoundThoughItsFileIsDamaged() throws IOException {
        Files.writeString(path.resolve("project.yaml"), "data: [\n: {");
        Path inside = Files.createDirectories(path.resolve("runs"));
        assertThat(Project.folderContaining(inside)).contains(path);
        assertThatThrownBy(() -> Project.containing(inside)).isInstanceOf(UserError.class);
    }

    @Test
    void aFolderThatIsAProjectIsNotMadeOneAgain() {
        Project.create(path, ProjectSettings.named("x"));
        assertThatThrownBy(() -> Project.create(path, ProjectSettings.named("y")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("already");
    }

    @Test
    void aMissingOrDamagedFileIsNamed() throws IOException {
        assertThatThrownBy(() -> Project.open(path))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("project.yaml does not exist");
        Files.writeString(path.resolve("project.yaml"), "name: [unclosed");
        assertThatThrownBy(() -> Project.open(path))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("project.yaml is not a project's file");
        Files.writeString(path.resolve("project.yaml"), "name: \" \"\ndata: []\n");
        assertThatThrownBy(() -> Project.open(path)).hasMessage("project: name must not be empty");
    }

    @Test
    void runsBegunInTheSameSecondGetFoldersOfTheirOwn() {
        Project project = Project.create(path, ProjectSettings.named("x"));
        RunConfig config = config(Objective.DPO, LossType.SIGMOID, 0, 5e-6);
        List<RunFolder> runs = List.of(project.newRun(config), project.newRun(config), project.newRun(config));
        assertThat(runs)
                .doesNotHaveDuplicates()
                .allSatisfy(run -> assertThat(run.path()).isEmptyDirectory());
        assertThat(runs.getFirst().id()).matches("\\d{8}-\\d{6}-dpo-b0\\.1-lr5e-6");
    }

    @Test
    void runsAreListedByTime() throws IOException {
        Project project = Project.create(path, ProjectSettings.named("x"));
        for (String name : List.of("20261122-b", "20261121-a", "notes")) {
            Files.createDirectories(project.runs().resolve(name));
        }
        Files.createFile(new RunFolder(project.runs().resolve("20261122-b")).journal());
        Files.createFile(new RunFolder(project.runs().resolve("20261121-a")).config());
        assertThat(project.runFolders()).extracting(RunFolder::id).containsExactly("20261121-a", "20261122-b");
    }

    @Test
    void aRunIsNamedByTimeMethodAndItsTwoNumbers() {
        LocalDateTime begin = LocalDateTime.of(2026, 11, 21, 14, 32, 5);
        assertThat(RunName.of(begin, config(Objective.DPO, LossType.SIGMOID, 0, 5e-6)))
                .isEqualTo("20261121-143205-dpo-b0.1-lr5e-6");
        assertThat(RunName.of(begin, config(Objective.DPO, LossType.SIGMOID, 0.1, 1e-4)))
                .isEqualTo("20261121-143205-cdpo-b0.1-lr1e-4");
        assertThat(RunName.of(begin, config(Objective.DPO, LossType.IPO, 0, 1.5e-5)))
                .isEqualTo("20261121-143205-ipo-b0.1-lr1.5e-5");
        assertThat(RunName.of(begin, config(Objective.SFT, LossType.SIGMOID, 0, 0.001)))
                .isEqualTo("20261121-143205-sft-lr1e-3");
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1e0", "0.5, 5e-1", "0.000123, 1.23e-4", "5e-7, 5e-7"})
    void aLearningRateIsWrittenShort(double rate, String text) {
        assertThat(RunName.scientific(rate)).isEqualTo(text);
    }

    private static RunConfig config(Objective objective, LossType loss, double labelSmoothing, double learningRate) {
        return new RunConfig(
                objective,
                new ModelConfig(Path.of("models", "tiny"), Optional.empty(), SaveDtype.FLOAT32),
                Optional.empty(),
                DataConfig.of(List.of(Path.of("preferences", "train.jsonl"))),
                new LossConfig(loss, 0.1, labelSmoothing, IpoNormalisation.SUM),
                OptimizerConfig.adamw(learningRate),
                new BatchConfig(8, 1, 3, OptionalInt.empty(), Sampling.RANDOM, 42, 2048),
                EvaluationConfig.of(0.1, 4, 32, 0),
                new CheckpointConfig(0, OptionalInt.empty()),
                MemoryConfig.USUAL,
                new DeviceConfig(Device.AUTO, 0));
    }
}
