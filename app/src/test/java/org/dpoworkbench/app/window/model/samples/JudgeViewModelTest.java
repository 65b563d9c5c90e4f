package org.dpoworkbench.app.window.model.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeViewModelTest {
    private static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN);

    @TempDir
    Path project;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private RecordedRuns runs;

    @BeforeEach
    void aRunWithSamples() {
        runs = new RecordedRuns(project);
        new EvaluatedRun(runs, "a", DPO)
                .sampled(0, "reference", "p1", "bad", "p2", "bad", "p3", "same", "p4", "bad")
                .sampled(0, "policy", "p1", "bad", "p2", "bad", "p3", "same", "p4", "bad")
                .sampled(40, "policy", "p1", "good", "p2", "good", "p3", "same", "p4", "good")
                .told();
    }

    private SamplesViewModel open() {
        var workbench = new Workbench(
                new Project(project, ProjectSettings.named("test")),
                new Workbench.Tools(
                        background::add, ui::add, new FakeDesk(), new FakeRooms().rooms(), runs, new Notices(), false));
        var model = new SamplesViewModel(workbench);
        workbench.runs().refresh();
        drain();
        workbench.runs().runs().getFirst().shownProperty().set(true);
        workbench.runs().follow();
        drain();
        return model;
    }

    @Test
    void columnsAreTheReferenceAndThePoliciesThatSaySomethingElse() {
        assertThat(open().gridProperty().get().columns())
                .extracting(SampleColumn::title)
                .containsExactly("reference", "DPO β 0.1, step 40");
    }

    @Test
    void whoeverPrefersTheGoodAnswersGivesTheNewestModelEveryWinAndTheSameAnswerHalf() {
        JudgeViewModel judge = open().judge();
        List<String> order = new ArrayList<>();
        while (judge.stateProperty().get().question().isPresent()) {
            JudgeViewModel.Question question =
                    judge.stateProperty().get().question().get();
            order.add(question.prompt());
            judge.say(
                    question.first().completion().equals("good") ? Judgement.Verdict.FIRST : Judgement.Verdict.SECOND);
        }
        assertThat(order).containsExactlyInAnyOrder("p1", "p2", "p4");
        JudgeViewModel.State end = judge.stateProperty().get();
        assertThat(end.judged()).isEqualTo(3);
        assertThat(end.identical()).isEqualTo(1);
        assertThat(end.rate().orElseThrow().rate()).isEqualTo(3.5 / 4);
        drain();

        JudgeViewModel.State again = open().judge().stateProperty().get();
        assertThat(again.judged()).isEqualTo(3);
        assertThat(again.rate()).isEqualTo(end.rate());
    }

    @Test
    void aJudgementIsTakenBackAndAskedAgain() throws IOException {
        JudgeViewModel judge = open().judge();
        JudgeViewModel.Question first = judge.stateProperty().get().question().orElseThrow();
        judge.say(Judgement.Verdict.TIE);
        judge.undo();
        drain();
        assertThat(judge.stateProperty().get().question()).contains(first);
        assertThat(Files.readAllLines(project.resolve("judgements.jsonl"))).hasSize(2);
        assertThat(open().judge().stateProperty().get().judged()).isZero();
    }

    @Test
    void aLineThatACrashCutOffIsDroppedAndTheNextIsWhole() throws IOException {
        open().judge().say(Judgement.Verdict.FIRST);
        drain();
        Path file = project.resolve("judgements.jsonl");
        Files.writeString(file, "{\"judgement\":{\"prom", StandardOpenOption.APPEND);
        JudgeViewModel judge = open().judge();
        assertThat(judge.stateProperty().get().judged()).isEqualTo(1);
        judge.say(Judgement.Verdict.SECOND);
        drain();
        assertThat(open().judge().stateProperty().get().judged()).isEqualTo(2);
    }

    private void drain() {
        while (!background.isEmpty() || !ui.isEmpty()) {
            if (!background.isEmpty()) {
                background.remove().run();
            }
            while (!ui.isEmpty()) {
                ui.remove().run();
            }
        }
    }
}
