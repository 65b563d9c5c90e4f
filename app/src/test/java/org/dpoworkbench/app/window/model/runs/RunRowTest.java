package org.dpoworkbench.app.window.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the list of runs is filtered, sorted and grouped.
class RunRowTest {
    @TempDir
    Path project;

    private OpenRuns open;
    private RunListViewModel model;

    @BeforeEach
    void open() {
        open = new OpenRuns(project);
        run("1-old", LossType.SIGMOID, 0.5, RunState.FINISHED, List.of(0.4), Map.of(1, 0.6));
        run("2-mid", LossType.IPO, 0.1, RunState.FAILED, List.of(20.0), Map.of(1, 0.8));
        run("3-new", LossType.SIGMOID, 0.1, RunState.FINISHED, List.of(), Map.of());
        open.read();
        model = new RunListViewModel(open.runs, open.ui::add);
    }

    @Test
    void theNewestStandFirstUnlessSomethingElseIsAskedFor() {
        assertThat(ids()).containsExactly("3-new", "2-mid", "1-old");
    }

    @Test
    void aRunWithoutTheNumberSortedByStandsLast() {
        model.orderProperty().set(RunOrder.LOSS);
        assertThat(ids()).containsExactly("1-old", "2-mid", "3-new");
        model.orderProperty().set(RunOrder.ACCURACY);
        assertThat(ids()).containsExactly("2-mid", "1-old", "3-new");
    }

    @Test
    void ofEqualsTheNewestComesFirst() {
        model.orderProperty().set(RunOrder.BETA);
        assertThat(ids()).containsExactly("3-new", "2-mid", "1-old");
    }

    @Test
    void runsAreSortedByTheNamesTheyWereGiven() {
        item("2-mid").nameProperty().set("Alpha");
        item("3-new").nameProperty().set("zeta");
        open.settle();
        model.orderProperty().set(RunOrder.NAME);
        assertThat(ids()).containsExactly("1-old", "2-mid", "3-new");
    }

    @Test
    void groupsHaveHeadingsWithCountsInTheOrderOfTheirFirstRuns() {
        model.groupingProperty().set(RunGrouping.LOSS);
        assertThat(model.rows())
                .containsExactly(
                        new RunRow.Group("DPO", 2),
                        new RunRow.Run(item("3-new")),
                        new RunRow.Run(item("1-old")),
                        new RunRow.Group("IPO sum", 1),
                        new RunRow.Run(item("2-mid")));
    }

    @Test
    void aTagThatIsGivenIsFoundAtOnce() {
        model.filterProperty().set("tag:paper");
        assertThat(ids()).isEmpty();
        RunTags.set(List.of(item("1-old"), item("2-mid")), "paper, sweep");
        open.settle();
        assertThat(ids()).containsExactly("2-mid", "1-old");
    }

    @Test
    void takingOutAWordTakesItFromEveryRunAndLeavesWhatOnlySomeHave() {
        RunTags.set(List.of(item("1-old")), "mine");
        List<RunItem> both = List.of(item("1-old"), item("2-mid"));
        RunTags.set(both, "paper sweep");
        RunTags.set(both, "sweep new");
        assertThat(item("1-old").tags()).containsExactlyInAnyOrder("mine", "sweep", "new");
        assertThat(RunTags.common(both)).isEqualTo("new sweep");
    }

    @Test
    void manyChangesAreArrangedOnce() {
        item("1-old").tags().add("a");
        item("2-mid").tags().add("b");
        item("3-new").nameProperty().set("c");
        assertThat(open.ui).hasSize(1);
    }

    @Test
    void aSlipOfThePenIsToldBesideTheFilter() {
        model.filterProperty().set("bata=0.1");
        assertThat(model.problemProperty().get()).contains("bata");
    }

    private List<String> ids() {
        return model.rows().stream().map(row -> ((RunRow.Run) row).item().id()).toList();
    }

    private RunItem item(String id) {
        return open.item(id);
    }

    private void run(
            String id,
            LossType loss,
            double beta,
            RunState state,
            List<Double> losses,
            Map<Integer, Double> accuracies) {
        open.recorded.add(
                id, RecordedRuns.config(new LossConfig(loss, beta, 0, IpoNormalisation.SUM), Optional.empty()));
        open.recorded.tell(id, state, RecordedRuns.curves(10, losses, accuracies));
    }
}
