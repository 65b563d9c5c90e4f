package org.dpoworkbench.app.window.model.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.FakeDesk;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.pairs.EvaluatedRun;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several answers to a prompt.
class SamplesViewModelTest {
    @TempDir
    private Path project;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private final FakeDesk desk = new FakeDesk();
    private SamplesViewModel model;

    @BeforeEach
    void twoAnswersToAPrompt() {
        var runs = new RecordedRuns(project);
        new EvaluatedRun(runs, "a", new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN))
                .sampled(0, "reference", "p1", "dull film", "p1", "dull play")
                .sampled(40, "policy", "p1", "good film", "p1", "good play")
                .told();
        var workbench = new Workbench(
                new Project(project, ProjectSettings.named("test")),
                new Workbench.Tools(
                        background::add, ui::add, desk, new FakeRooms().rooms(), runs, new Notices(), false));
        model = new SamplesViewModel(workbench);
        workbench.runs().refresh();
        drain();
        workbench.runs().runs().getFirst().shownProperty().set(true);
        workbench.runs().follow();
        drain();
    }

    private SampleColumn policy() {
        return model.gridProperty().get().columns().getLast();
    }

    @Test
    void everyAnswerIsThereInTheOrderInWhichTheyWereDrawn() {
        assertThat(policy().all("p1")).extracting(Event.Sample::completion).containsExactly("good film", "good play");
        assertThat(policy().all("p2")).isEmpty();
    }

    @Test
    void anAnswerIsHeldAgainstTheReferencesAnswerOfTheSameNumber() {
        model.differencesProperty().set(true);
        assertThat(model.pieces(policy(), policy().all("p1").getLast()))
                .filteredOn(Piece::differs)
                .extracting(Piece::text)
                .containsExactly("good");
    }

    @Test
    void theSearchLooksIntoEveryAnswer() {
        model.searchProperty().set("good play");
        assertThat(model.listed()).containsExactly("p1");
        model.searchProperty().set("nowhere");
        assertThat(model.listed()).isEmpty();
    }

    @Test
    void whatIsCopiedIsThePromptWithEachAnswer() {
        model.copy(policy(), "p1");
        assertThat(desk.copied).containsExactly("p1good film\n\np1good play");
    }

    private void drain() {
        while (!background.isEmpty() || !ui.isEmpty()) {
            if (!background.isEmpty()) {
                background.remove().run();
            }
            if (!ui.isEmpty()) {
                ui.remove().run();
            }
        }
    }
}
