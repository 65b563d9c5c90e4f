package org.dpoworkbench.app.window.model.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.FakeDesk;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.evaluation.Regions;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No toolkit: the two executors are queues that the test empties.
class PairsViewModelTest {
    private static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN);
    private static final LossConfig IPO_SUM = new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM);
    private static final LossConfig IPO_MEAN = new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.MEAN);

    private static final LossConfig KTO = new LossConfig(LossType.KTO, 0.1, 0, IpoNormalisation.MEAN);
    private static final LossConfig RANKED = new LossConfig(LossType.PLACKETT_LUCE, 0.1, 0, IpoNormalisation.MEAN);

    @TempDir
    Path project;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private final FakeDesk desk = new FakeDesk();
    private RecordedRuns runs;
    private Workbench workbench;
    private PairsViewModel model;

    @BeforeEach
    void open() {
        runs = new RecordedRuns(project);
        workbench = workbench();
        model = new PairsViewModel(workbench);
    }

    private Workbench workbench() {
        return new Workbench(
                new Project(project, ProjectSettings.named("test")),
                new Workbench.Tools(
                        background::add, ui::add, desk, new FakeRooms().rooms(), runs, new Notices(), false));
    }

    @Test
    void theMarkerChoosesTheEvaluationAtOrBeforeIt() {
        run("dpo", DPO)
                .evaluated(0, new double[][] {{0, 0}, {0, 0}})
                .evaluated(20, new double[][] {{-1, -2}, {-2, -1}})
                .evaluated(40, new double[][] {{-1, -3}, {-1, -2}})
                .told();
        show("dpo");
        RunPairs run = model.runs().getFirst();
        assertThat(run.current().orElseThrow().step()).isEqualTo(40);
        assertThat(run.current().orElseThrow().regions()).isEqualTo(new Regions(2, 2, 2, 0, 0, 0));

        workbench.marker().moveTo(39);
        assertThat(run.current().orElseThrow().step()).isEqualTo(20);
        assertThat(run.current().orElseThrow().regions()).isEqualTo(new Regions(2, 1, 2, 0, 0, 0));
        model.step(-1);
        assertThat(run.current().orElseThrow().step()).isEqualTo(20); // the evaluation before 39 is 20's
        model.step(-1);
        assertThat(run.current().orElseThrow().step()).isZero();
        model.step(-1);
        assertThat(workbench.marker().step()).hasValue(0);
    }

    @Test
    void axesHoldAllRunsAtAllSteps() {
        run("a", DPO)
                .evaluated(0, new double[][] {{-7, 1}})
                .evaluated(20, new double[][] {{1, 1}})
                .told();
        run("b", DPO).evaluated(0, new double[][] {{0, 3}}).told();
        show("a", "b");
        assertThat(model.rangesProperty().get().logRatios().in(Unit.NATS)).isEqualTo(new Bounds(-7, 3));
        // four tokens chosen, two rejected
        assertThat(model.rangesProperty().get().logRatios().in(Unit.NATS_PER_TOKEN))
                .isEqualTo(new Bounds(-1.75, 1.5));
        Ranges before = model.rangesProperty().get();
        workbench.marker().moveTo(20);
        assertThat(model.rangesProperty().get()).isEqualTo(before);
    }

    @Test
    void aPairFlipsSinceTheFirstEvaluationThatHasMarginsAndBetweenRuns() {
        run("a", DPO)
                .evaluated(0, new double[][] {{0, 0}, {0, 0}, {0, 0}})
                .evaluated(20, new double[][] {{1, 0}, {1, 0}, {-1, 0}})
                .evaluated(40, new double[][] {{-1, 0}, {1, 0}, {-1, 0}})
                .told();
        run("b", DPO).evaluated(40, new double[][] {{-1, 0}, {-1, 0}, {-1, 0}}).told();
        show("a", "b");
        model.tableRunProperty().set(runOf("a"));
        assertThat(model.listed()).extracting(PairRow::sinceFirst).containsExactly(true, false, false);
        assertThat(model.listed()).extracting(PairRow::betweenRuns).containsExactly(false, true, false);
        model.filterProperty().set(new PairFilter(PairFilter.Kind.FLIPS, ""));
        assertThat(model.listed()).extracting(PairRow::id).containsExactly("p0", "p1");
        model.filterProperty().set(new PairFilter(PairFilter.Kind.WRONG, "P2"));
        assertThat(model.listed()).extracting(PairRow::id).containsExactly("p2");
    }

    @Test
    void aTargetStandsOnlyWhereTheLossCountsInThatUnit() {
        run("sum", IPO_SUM).told();
        run("mean", IPO_MEAN).told();
        run("dpo", DPO).told();
        show("sum", "mean", "dpo");
        assertThat(PairsViewModel.target(item("sum"), Unit.NATS)).hasValue(5); // 1 / (2 · 0.1)
        assertThat(PairsViewModel.target(item("sum"), Unit.NATS_PER_TOKEN)).isEmpty();
        assertThat(PairsViewModel.target(item("mean"), Unit.NATS)).isEmpty();
        assertThat(PairsViewModel.target(item("mean"), Unit.NATS_PER_TOKEN)).hasValue(5);
        assertThat(PairsViewModel.target(item("dpo"), Unit.NATS)).isEmpty();
    }

    @Test
    void aMissingFileIsSaidAndTheOthersAreShown() {
        run("a", DPO).evaluated(0, new double[][] {{1, 0}}).named(20).told();
        show("a");
        RunPairs run = model.runs().getFirst();
        assertThat(run.current().orElseThrow().step()).isZero();
        assertThat(run.problem()).contains("pairs-step-000020.csv.gz is gone");
        assertThat(run.why()).isEmpty();
    }

    @Test
    void aRunWithoutPairsSaysWhy() {
        run("a", DPO).told();
        show("a");
        assertThat(model.runs().getFirst().why().orElseThrow()).contains("holds no pairs out");
    }

    /// Whether or not they were evaluated: their evaluations have no pairs.
    @Test
    void runsOnLabelledAnswersAndOnRankingsSayWhyTheyHaveNoPairs() {
        run("kto", KTO).told();
        run("ranked", RANKED).told();
        show("kto", "ranked");
        assertThat(runOf("kto").why().orElseThrow()).contains("labelled answers", "no margin");
        assertThat(runOf("ranked").why().orElseThrow()).contains("rankings");
        assertThat(model.hasPairs()).isFalse();
        // No texts of pairs are looked for, so none are missed.
        assertThat(model.texts().note(item("kto"))).isEmpty();
    }

    @Test
    void theTableTellsOfARunThatHasPairsWhereThereIsOne() {
        run("kto", KTO).told();
        run("dpo", DPO).evaluated(0, new double[][] {{1, 0}}).told();
        show("kto");
        assertThat(model.tableRunProperty().get()).isEqualTo(runOf("kto"));
        show("dpo");
        assertThat(model.tableRunProperty().get()).isEqualTo(runOf("dpo"));
        assertThat(model.hasPairs()).isTrue();
        model.tableRunProperty().set(runOf("kto"));
        assertThat(model.listed()).isEmpty();
    }

    @Test
    void nothingIsReadOfARunThatIsNotShown() {
        run("a", DPO).evaluated(0, new double[][] {{1, 0}}).told();
        refresh();
        assertThat(model.runs()).isEmpty();
        assertThat(workbench.jobs().running()).isEmpty();
    }

    @Test
    void marksAreKeptInTheProjectAndCanBeUndone() throws IOException {
        model.mark(List.of("p0", "p1"));
        model.mark(List.of("p1"));
        drain();
        assertThat(model.marks().marked()).containsExactly("p0");
        model.undoMark();
        drain();
        assertThat(Files.readString(project.resolve("marks.json"))).contains("\"version\"", "p0", "p1");
        var again = new PairsViewModel(workbench());
        drain();
        assertThat(again.marks().marked()).containsExactlyInAnyOrder("p0", "p1");
    }

    @Test
    void theListedPairsAreSavedAsCsv() throws IOException {
        run("a", DPO).evaluated(0, new double[][] {{-1, -3}, {-2, -1}}).told();
        show("a");
        model.filterProperty().set(new PairFilter(PairFilter.Kind.WRONG, ""));
        desk.choose(project.resolve("out.csv"));
        model.export(List.copyOf(model.listed()));
        drain();
        assertThat(Files.readAllLines(project.resolve("out.csv")))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("a,0,p1,test.jsonl,-1.0,0.0,-2.0,-1.0,-0.5,-0.5,4,2,2,")
                .endsWith(",false,false,false");
    }

    @Test
    void aSelectionIsToggledAsAWhole() {
        model.select(List.of("p0"));
        model.toggle(List.of("p0", "p1"));
        assertThat(model.selected()).containsExactly("p0", "p1");
        model.toggle(List.of("p0", "p1"));
        assertThat(model.selected()).isEqualTo(Set.of());
    }

    private EvaluatedRun run(String id, LossConfig loss) {
        return new EvaluatedRun(runs, id, loss);
    }

    private RunItem item(String id) {
        return workbench.runs().runs().stream()
                .filter(run -> run.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private RunPairs runOf(String id) {
        return model.runs().stream()
                .filter(run -> run.run().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void show(String... ids) {
        refresh();
        for (String id : ids) {
            item(id).shownProperty().set(true);
        }
        refresh();
    }

    /// Reads again, with the eye closed that opens by itself.
    private void refresh() {
        boolean first = workbench.runs().runs().isEmpty();
        workbench.runs().refresh();
        drain();
        if (first) {
            workbench.runs().runs().forEach(run -> run.shownProperty().set(false));
        }
        workbench.runs().follow();
        drain();
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
