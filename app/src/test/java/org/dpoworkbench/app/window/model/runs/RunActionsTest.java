package org.dpoworkbench.app.window.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.window.model.Notice;
import org.dpoworkbench.app.window.model.newrun.NewRunRequest;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunActionsTest {
    private static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.SUM);

    @TempDir
    Path project;

    private OpenRuns open;
    private RunActions actions;

    @BeforeEach
    void open() {
        open = new OpenRuns(project);
        for (String id : List.of("done", "going")) {
            open.recorded.add(id, DPO);
        }
        open.recorded.tell("done", RunState.FINISHED, RecordedRuns.curves(1, List.of(0.6), Map.of()));
        open.recorded.tell("going", RunState.RUNNING, RecordedRuns.curves(9, List.of(0.6), Map.of()));
        open.read();
        actions = new RunActions(open.workbench);
    }

    @Test
    void aDeletedRunLeavesTheListAndUndoBringsItBack() {
        actions.delete(List.of(open.item("done")));
        open.settle();
        open.read();
        assertThat(open.runs.runs()).extracting(RunItem::id).containsExactly("going");
        assertThat(actions.deleted()).hasSize(1);

        actions.restore();
        open.settle();
        open.read();
        assertThat(open.runs.runs()).extracting(RunItem::id).contains("done");
        assertThat(actions.deleted()).isEmpty();
    }

    @Test
    void aRunUnderWayIsNotDeletedAndItIsSaidWhy() {
        actions.delete(List.of(open.item("going"), open.item("done")));
        open.settle();
        assertThat(open.item("going").path()).exists();
        assertThat(open.item("done").path()).exists();
        assertThat(open.workbench.notices().all())
                .extracting(Notice::text)
                .containsExactly("A run under way cannot be deleted. Stop it first.");
    }

    @Test
    void theTrashIsEmptiedAfterAQuestionThatSaysHowMuchGoes() {
        actions.delete(List.of(open.item("done")));
        open.settle();
        open.desk.confirms = false;
        actions.emptyTrash();
        open.settle();
        assertThat(project.resolve("trash/done")).exists();

        open.desk.confirms = true;
        actions.emptyTrash();
        open.settle();
        assertThat(open.desk.asked).last().asString().contains("One deleted run", "KiB");
        assertThat(project.resolve("trash/done")).doesNotExist();
        assertThat(actions.deleted()).isEmpty();
    }

    @Test
    void aNewRunFromACheckpointHasItAsPolicyAndAsReference() {
        Path checkpoint = project.resolve("runs/done/checkpoints/step-000020");
        actions.startFrom(open.item("done"), new StartingPoint(Optional.of(20), checkpoint));
        NewRunRequest request = open.workbench.newRunProperty().get().orElseThrow();
        RunConfig config = request.config().orElseThrow();
        assertThat(config.model().model()).isEqualTo(checkpoint);
        assertThat(config.model().referenceOrModel()).isEqualTo(checkpoint);
        assertThat(request.origin().orElseThrow()).contains("step 20", "done", "policy and reference");
    }

    @Test
    void theBaselineIsOneRunOrNone() {
        actions.toggleBaseline(open.item("done"));
        actions.toggleBaseline(open.item("going"));
        assertThat(open.runs.baselineProperty().get()).isSameAs(open.item("going"));
        actions.toggleBaseline(open.item("going"));
        assertThat(open.runs.baselineProperty().get()).isNull();
    }
}
