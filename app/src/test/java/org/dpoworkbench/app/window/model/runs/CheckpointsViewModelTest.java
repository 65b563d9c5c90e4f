package org.dpoworkbench.app.window.model.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsViewModelTest {
    private static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.SUM);

    @TempDir
    Path project;

    private OpenRuns open;
    private RunFolder folder;
    private CheckpointsViewModel model;

    @BeforeEach
    void open() throws IOException {
        open = new OpenRuns(project);
        folder = open.recorded.add("a", DPO);
        for (int step : List.of(20, 40, 60)) {
            Files.createDirectories(folder.checkpoint(step));
            Files.write(folder.checkpoint(step).resolve("model.safetensors"), new byte[1024]);
        }
        Files.createDirectories(folder.checkpoints().resolve(".step-000080.part"));
        open.recorded.tell(
                "a", RunState.STOPPED, RecordedRuns.curves(100, List.of(0.7), Map.of(20, 0.6, 40, 0.8, 60, 0.7)));
        open.read();
        model = new CheckpointsViewModel(open.workbench);
        open.runs.selectedProperty().set(open.item("a"));
        open.settle();
    }

    @Test
    void wholeCheckpointsAreListedWithSizeAndHeldOutAccuracy() {
        assertThat(model.lines()).extracting(CheckpointLine::step).containsExactly(20, 40, 60);
        assertThat(model.lines().get(1).accuracy()).hasValue(0.8);
        assertThat(model.totalProperty().get()).isEqualTo(3 * 1024);
    }

    @Test
    void aNewRunCanStartFromTheNewestFirst() {
        assertThat(model.startingPoints())
                .extracting(StartingPoint::step)
                .containsExactly(Optional.of(60), Optional.of(40), Optional.of(20));
    }

    @Test
    void aPlanMarksAndSaysWhatIsFreed() {
        model.mark(new PrunePlan.Best(PrunePlan.Measure.ACCURACY));
        assertThat(model.lines())
                .extracting(line -> line.removedProperty().get())
                .containsExactly(true, false, false);
        assertThat(model.freedProperty().get()).isEqualTo(1024);
        assertThat(model.warningProperty().get()).isEmpty();
    }

    @Test
    void deletingTheNewestOfARunThatCouldGoOnIsWarnedOf() {
        model.lines().getLast().removedProperty().set(true);
        assertThat(model.warningProperty().get()).contains("continued from step 40");
        model.lines().forEach(line -> line.removedProperty().set(true));
        assertThat(model.warningProperty().get()).contains("cannot be continued");
    }

    @Test
    void markedOnesAreDeletedAfterAQuestionThatSaysTheSize() {
        model.mark(new PrunePlan.Newest());
        model.prune();
        open.settle();
        assertThat(open.desk.asked).singleElement().asString().contains("2 checkpoints", "2.0 KiB");
        assertThat(folder.checkpoints()).isDirectoryNotContaining("glob:**000020*");
        assertThat(model.lines()).extracting(CheckpointLine::step).containsExactly(60);
    }

    @Test
    void nothingIsDeletedWhereTheUserThinksBetterOfIt() {
        open.desk.confirms = false;
        model.mark(new PrunePlan.Newest());
        model.prune();
        open.settle();
        assertThat(folder.checkpoint(20)).exists();
    }

    @Test
    void noLinkIsFollowedOutOfTheRunsFolder() throws IOException {
        Path outside = checkpointAt(project.resolve("elsewhere/step-000090"));
        Files.createSymbolicLink(folder.checkpoint(90), outside);
        assertThat(CheckpointFolders.of(folder))
                .extracting(CheckpointFolders.Stored::step)
                .containsExactly(Optional.of(20), Optional.of(40), Optional.of(60));
        assertThatThrownBy(() -> CheckpointFolders.delete(folder, folder.checkpoint(90)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is not deleted");
        assertThat(outside.resolve("model.safetensors")).exists();
    }

    @Test
    void aPathThatLeadsOutOfTheRunsFolderIsRefusedAndLeftAlone() throws IOException {
        Path outside = checkpointAt(project.resolve("runs/checkpoints/step-000090"));
        Path around = folder.checkpoints().resolve("../../checkpoints/step-000090");
        assertThat(around).exists();
        assertThatThrownBy(() -> CheckpointFolders.delete(folder, around))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(around.toString());
        assertThat(outside.resolve("model.safetensors")).exists();
    }

    @Test
    void aTrainersCheckpointsAreToldAndNotCounted() throws IOException {
        checkpointAt(project.resolve("runs/out/checkpoint-10"));
        List<String> others = CheckpointFolders.elsewhere(
                folder,
                List.of(
                        new Event.Checkpoint(10, "../out/checkpoint-10"),
                        new Event.Checkpoint(20, "checkpoints/step-000020"),
                        new Event.Checkpoint(30, "checkpoints/checkpoint-30"),
                        new Event.Checkpoint(40, "checkpoints/step-000041"),
                        new Event.Checkpoint(40, "checkpoints/../../out/step-000040")));
        assertThat(others)
                .containsExactly(
                        "../out/checkpoint-10", "checkpoints/checkpoint-30", "checkpoints/../../out/step-000040");
    }

    private static Path checkpointAt(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.safetensors"), new byte[2048]);
        return folder;
    }
}
