package org.dpoworkbench.app.window.model.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.junit.jupiter.api.Test;

class SheetTest {
    private static final Map<String, Double> STEP = Map.of(
            "loss",
            0.6,
            "logratios/chosen",
            1.0,
            "logratios/rejected",
            -1.0,
            "grad_norm",
            2.0,
            "memory/peak_mib",
            900.0);

    private final ChartRun dpo = run("dpo", ChartRuns.DPO);
    private final ChartRun ipoSum = run("ipo-sum", ChartRuns.IPO_SUM);
    private final ChartRun ipoMean = run("ipo-mean", ChartRuns.IPO_MEAN);
    private final ChartRun hinge = run("hinge", ChartRuns.HINGE);

    @Test
    void lossesInDifferentUnitsNeverShareAPanel() {
        List<ChartRun> runs = List.of(dpo, ipoSum, ipoMean, hinge, run("dpo-2", ChartRuns.DPO));
        for (Arrangement arrangement : Arrangement.values()) {
            Sheet sheet = Sheet.of(arrangement, Topics.usual(runs), runs, Optional.of(dpo));
            List<Panel> apart = panels(sheet).stream()
                    .filter(panel -> panel.topic().apart())
                    .toList();
            assertThat(apart)
                    .isNotEmpty()
                    .allSatisfy(panel -> assertThat(runs.stream()
                                    .filter(run -> panel.runs().contains(run.id()))
                                    .map(ChartRun::lossName)
                                    .distinct())
                            .hasSize(1));
            assertThat(apart.stream().filter(panel -> panel.topic().id().equals(Topics.LOSS)))
                    .allSatisfy(panel -> assertThat(panel.unit())
                            .isEqualTo(lossUnit(panel.runs().getFirst())));
        }
    }

    @Test
    void logRatiosOfAllLossesAreOverlaidAsTheirUnitAgrees() {
        Sheet sheet = Sheet.of(
                Arrangement.OVERLAY, Topics.usual(List.of(dpo, ipoSum)), List.of(dpo, ipoSum), Optional.empty());
        assertThat(panels(sheet).stream().filter(panel -> panel.topic().id().equals(Topics.LOG_RATIOS)))
                .singleElement()
                .satisfies(panel -> {
                    assertThat(panel.runs()).containsExactly("dpo", "ipo-sum");
                    assertThat(panel.unit()).isEqualTo("nats");
                });
    }

    @Test
    void aPanelStaysWhereItIsWhenAnotherRunJoins() {
        List<Panel> one =
                panels(Sheet.of(Arrangement.OVERLAY, Topics.usual(List.of(dpo)), List.of(dpo), Optional.empty()));
        List<ChartRun> both = List.of(dpo, ipoSum);
        List<Panel> two = panels(Sheet.of(Arrangement.OVERLAY, Topics.usual(both), both, Optional.empty()));
        assertThat(frame(one, Topics.LOG_RATIOS)).isEqualTo(frame(two, Topics.LOG_RATIOS));
    }

    private static Panel frame(List<Panel> panels, String topic) {
        return panels.stream()
                .filter(panel -> panel.topic().id().equals(topic))
                .findFirst()
                .orElseThrow()
                .frame();
    }

    @Test
    void columnsShareTheirAxesWhereUnitsAgreeAndNotWhereTheyDoNot() {
        List<ChartRun> runs = List.of(dpo, ipoSum);
        Sheet sheet = Sheet.of(Arrangement.COLUMNS, Topics.usual(runs), runs, Optional.of(ipoSum));
        assertThat(sheet.columns()).isEqualTo(2);
        assertThat(axes(sheet, Topics.LOG_RATIOS)).hasSize(1);
        assertThat(axes(sheet, Topics.LOSS)).hasSize(2);
        assertThat(axes(sheet, Topics.GRADIENT)).hasSize(2);
        assertThat(sheet.panels().getFirst().orElseThrow().runs()).containsExactly("ipo-sum"); // the baseline
    }

    @Test
    void differencesAreTakenInOneUnitOnlyAndTheRestIsNamed() {
        List<ChartRun> runs = List.of(dpo, ipoSum);
        Sheet sheet = Sheet.of(Arrangement.DIFFERENCE, Topics.usual(runs), runs, Optional.of(dpo));
        assertThat(panels(sheet)).extracting(panel -> panel.topic().id()).containsExactly(Topics.LOG_RATIOS);
        assertThat(sheet.leftOut()).containsExactly("Loss", "Gradient norm");
    }

    @Test
    void chartsWithoutNumbersAreNotShownAndOtherMetricsCanBeAdded() {
        assertThat(Topics.usual(List.of(dpo)))
                .extracting(Topic::id)
                .containsExactly(Topics.LOSS, Topics.LOG_RATIOS, Topics.GRADIENT);
        assertThat(Topics.further(List.of(dpo))).extracting(Topic::id).containsExactly("memory/peak_mib");
    }

    @Test
    void marginsPerTokenAreUsualWhereTheLossIsMadeOfThem() {
        ChartRun perToken = ChartRuns.of("a", ChartRuns.IPO_MEAN)
                .step(1, Map.of("margins/mean", 0.1))
                .run();
        ChartRun summed = ChartRuns.of("b", ChartRuns.IPO_SUM)
                .step(1, Map.of("margins/mean", 0.1))
                .run();
        assertThat(Topics.usual(List.of(perToken))).extracting(Topic::id).containsExactly(Topics.MARGINS_PER_TOKEN);
        assertThat(Topics.usual(List.of(summed))).isEmpty();
        assertThat(Topics.further(List.of(summed))).extracting(Topic::id).containsExactly(Topics.MARGINS_PER_TOKEN);
    }

    private String lossUnit(String run) {
        return List.of(dpo, ipoSum, ipoMean, hinge).stream()
                .filter(each -> run.startsWith(each.id()))
                .findFirst()
                .orElseThrow()
                .lossUnit();
    }

    private static List<String> axes(Sheet sheet, String topic) {
        return panels(sheet).stream()
                .filter(panel -> panel.topic().id().equals(topic))
                .map(Panel::axis)
                .distinct()
                .toList();
    }

    private static List<Panel> panels(Sheet sheet) {
        return sheet.panels().stream().flatMap(Optional::stream).toList();
    }

    @Test
    void whatOtherLossesRecordHasChartsOfItsOwnBesideTheLoss() {
        ChartRun run = ChartRuns.of("kto", LossConfig.of(LossType.KTO).build())
                .step(1, Map.of("loss", 0.5, "kl", 0.1, "nll_loss", 2.0, "logratios/chosen", 1.0))
                .run();
        assertThat(Topics.usual(List.of(run)))
                .extracting(Topic::title, Topic::unit)
                .containsExactly(
                        tuple("Loss", "unit of the loss"),
                        tuple("Likelihood term", "nats per token"),
                        tuple("KL as KTO estimates it", "nats"),
                        tuple("Log-ratios", "nats"));
        assertThat(Topics.further(List.of(run))).isEmpty();
    }

    @Test
    void anotherEvaluationSetIsAnotherCurveInTheSameChartAndNoChartOfItsOwn() {
        ChartRun run = ChartRuns.of("sets", ChartRuns.DPO)
                .step(1, STEP)
                .evaluation(1, Map.of("eval_loss", 0.5, "eval_forum_loss", 0.7, "eval_forum_logratios/chosen", 1.0))
                .run();
        Topic loss = Topics.usual(List.of(run)).getFirst();
        assertThat(loss.parts())
                .extracting(Part::column, Part::name)
                .containsExactly(tuple("loss", ""), tuple("eval_loss", ""), tuple("eval_forum_loss", "forum"));
        assertThat(Topics.usual(List.of(run)).get(1).parts())
                .extracting(Part::column)
                .contains("eval_forum_logratios/chosen");
        assertThat(Topics.further(List.of(run))).extracting(Topic::id).containsExactly("memory/peak_mib");
        assertThat(MarkerTable.at(List.of(run), List.of(loss), Optional.empty(), Matching.STEP, OptionalInt.empty())
                        .rows())
                .extracting(MarkerTable.Row::label)
                .containsExactly("Loss", "Loss, held-out", "Loss, forum");
    }

    private static ChartRun run(String id, LossConfig loss) {
        return ChartRuns.of(id, loss).step(1, STEP).step(2, STEP).run();
    }
}
