package org.dpoworkbench.app.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.figure.Curve.Source;
import org.dpoworkbench.app.figure.SyntheticRuns.Point;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final FigureRun dpo = SyntheticRuns.dpo(40);
    private final FigureRun ipo = SyntheticRuns.ipo(40);

    @Test
    void aCurveHoldsEveryNumberOfTheRun() {
        Curve curve = curve(panel(figure("log-ratios", dpo, ipo), 0), 1, Source.TRAINING);

        Series recorded = ipo.curves().series("logratios/chosen");
        assertThat(curve.points().size()).isEqualTo(40).isEqualTo(recorded.size());
        for (int i = 0; i < recorded.size(); i++) {
            assertThat(curve.points().x(i)).isEqualTo(recorded.step(i));
            assertThat(curve.points().y(i)).isEqualTo(recorded.value(i));
        }
    }

    @Test
    void theDrawnMarkersAreTheHeldOutNumbers() {
        Figure figure = figure("loss", dpo, ipo);
        XYPlot plot = plot(figure, 0);
        XYDataset markers = plot.getDataset(plot.getDatasetCount() - 1);

        Series evaluations = dpo.curves().series("eval_loss");
        assertThat(markers.getItemCount(0)).isEqualTo(11).isEqualTo(evaluations.size());
        for (int i = 0; i < evaluations.size(); i++) {
            assertThat(markers.getXValue(0, i)).isEqualTo(evaluations.step(i));
            assertThat(markers.getYValue(0, i)).isEqualTo(evaluations.value(i));
        }
    }

    @Test
    void lossesOfDifferentUnitsHavePanelsOfTheirOwn() {
        Figure figure = figure("loss", dpo, ipo, SyntheticRuns.ipoMean(40));

        assertThat(figure.panels()).extracting(Panel::title).containsExactly("DPO", "IPO sum", "IPO mean");
        assertThat(figure.panels())
                .extracting(Panel::axisLabel)
                .containsExactly("loss (nats)", "loss (nats²)", "loss (nats²/token²)");
    }

    /// Rafailov et al. 2023, equation 7, and Azar et al. 2023, equation 17, at h = 0.
    @Test
    void theStartingValueIsLn2ForDpoAndAQuarterOfBetaSquaredInverseForIpo() {
        Figure figure = figure("loss", dpo, ipo, SyntheticRuns.hinge(40));

        assertThat(line(plot(figure, 0))).isEqualTo(Math.log(2));
        assertThat(line(plot(figure, 1))).isCloseTo(25, within(1e-12));
        assertThat(line(plot(figure, 2))).isEqualTo(1);
    }

    @Test
    void aRunWithAnotherReferenceHasNoStartingValue() {
        RunConfig config = dpo.config().orElseThrow();
        FigureRun other = FigureRun.of(
                dpo.id(),
                config.withModel(new ModelConfig(Path.of("a"), Optional.of(Path.of("b")), SaveDtype.FLOAT32)),
                dpo.curves(),
                dpo.dataHash());

        assertThat(panel(figure("loss", other), 0).levels()).isEmpty();
    }

    @Test
    void iposTargetStandsOnlyOnTheAxisThatItsNormalisationUses() {
        Figure sum = figure("margins", ipo);
        assertThat(panel(sum, 0).levels()).extracting(Level::value).contains(5.0);
        assertThat(panel(sum, 1).levels()).extracting(Level::value).containsExactly(0.0);

        Figure mean = figure("margins", SyntheticRuns.ipoMean(40));
        assertThat(panel(mean, 0).levels()).extracting(Level::value).containsExactly(0.0);
        assertThat(panel(mean, 1).levels()).extracting(Level::value).contains(1.0);
    }

    @Test
    void stepsOnWhichEveryPairIsATieHaveNoAccuracy() {
        Curve training = curve(panel(figure("accuracy", dpo), 0), 0, Source.TRAINING);

        assertThat(training.points().dots()).isNotEmpty().allMatch(dot -> dot.x() > 1);
    }

    @Test
    void theAccuracyOfStep0IsLeftOutWherePolicyAndReferenceAreTheSame() {
        Curve heldOut = curve(panel(figure("accuracy", dpo), 0), 0, Source.HELD_OUT);

        assertThat(heldOut.points().dots())
                .extracting(Dot::x)
                .doesNotContain(0.0)
                .contains(40.0);
        Dot last = heldOut.points().dot(heldOut.points().size() - 1);
        assertThat(last.low())
                .isEqualTo(dpo.curves().series("eval_rewards/accuracies_low").lastValue());
        assertThat(last.high())
                .isEqualTo(dpo.curves().series("eval_rewards/accuracies_high").lastValue());
    }

    @Test
    void aMetricThatIsMissingForAWhileBreaksTheLineWithoutAValue() {
        List<Point> steps = new ArrayList<>();
        for (int step = 1; step <= 9; step++) {
            steps.add(
                    new Point(step, Instant.EPOCH, step == 4 || step == 5 ? Map.of() : Map.of("loss", (double) step)));
        }
        FigureRun run = SyntheticRuns.withPoints(dpo, steps, List.of());
        Curve curve = curve(panel(figure("loss", run), 0), 0, Source.TRAINING);

        assertThat(curve.points().dots().filter(Dot::isGap).map(Dot::x)).containsExactly(4.0);
        assertThat(curve.points().dots().filter(dot -> !dot.isGap()).map(Dot::x))
                .containsExactly(1.0, 2.0, 3.0, 6.0, 7.0, 8.0, 9.0);
    }

    @Test
    void stepsThatAreNotThereBreakTheLine() {
        List<Point> steps = new ArrayList<>();
        for (int step : new int[] {1, 2, 3, 10, 11}) {
            steps.add(new Point(step, Instant.EPOCH, Map.of("loss", (double) step)));
        }
        FigureRun run = SyntheticRuns.withPoints(dpo, steps, List.of());
        Curve curve = curve(panel(figure("loss", run), 0), 0, Source.TRAINING);

        assertThat(curve.points().dots()).extracting(Dot::x).containsExactly(1.0, 2.0, 3.0, 4.0, 10.0, 11.0);
        assertThat(curve.points().isGap(3)).isTrue();
    }

    @Test
    void aFigureWithoutNumbersIsLeftOut() {
        FigureRun run =
                SyntheticRuns.withPoints(dpo, List.of(new Point(1, Instant.EPOCH, Map.of("loss", 0.5))), List.of());

        assertThat(Figures.of(List.of(run))).extracting(Figure::name).containsExactly("loss");
    }

    @Test
    void theCaptionNamesRunsBetaLearningRateAndData() {
        assertThat(figure("loss", dpo, ipo).caption())
                .contains(dpo.id(), ipo.id(), "β 0.1", "learning rate 1e-4", "data sha-256 9f2c41d07be8");
    }

    @Test
    void runsWithTheSameBadgeAreToldApart() {
        FigureRun again =
                SyntheticRuns.run("another", new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN), 5, 3);

        assertThat(RunLabels.distinct(List.of(dpo, again, ipo)))
                .extracting(FigureRun::label)
                .doesNotHaveDuplicates()
                .contains("IPO sum β 0.1");
    }

    private static Figure figure(String name, FigureRun... runs) {
        return Figures.of(List.of(runs)).stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static CurvePanel panel(Figure figure, int index) {
        return figure.curvePanels().get(index);
    }

    private static Curve curve(CurvePanel panel, int run, Source source) {
        return panel.curves().stream()
                .filter(curve -> curve.run() == run && curve.source() == source)
                .findFirst()
                .orElseThrow();
    }

    private static XYPlot plot(Figure figure, int panel) {
        return PanelChart.of(figure, figure.panels().get(panel), FigureOptions.on(Sheet.PAGE), 400)
                .getXYPlot();
    }

    @Test
    void aRunOfUnknownSettingsHasItsOwnAxisAndNoPromise() {
        FigureRun foreign = FigureRun.foreign("outputs", "TRL run", ipo.curves());
        Figure figure = figure("loss", dpo, foreign);

        assertThat(figure.panels()).extracting(Panel::title).containsExactly("DPO", "TRL run");
        assertThat(panel(figure, 1).axisLabel()).isEqualTo("loss (unit of the loss)");
        assertThat(panel(figure, 1).levels()).isEmpty();
        assertThat(figure.caption()).contains("TRL run is run outputs (data hash not recorded)");
    }

    @Test
    void ownMetricsHaveAPanelEachAndLossesOneForEachUnit() {
        Figure figure = Figures.of(
                        FigureKind.METRICS,
                        List.of("weights/mean", "loss", "grad_norm"),
                        List.of(dpo, ipo),
                        PairPlots.NEWEST)
                .orElseThrow();

        assertThat(figure.panels())
                .extracting(Panel::title)
                .containsExactly(
                        "Mean weight", "Loss, DPO", "Loss, IPO sum", "Gradient norm, DPO", "Gradient norm, IPO sum");
        assertThat(figure.caption()).contains("Mean weight: How wrong the model still is");
    }

    @Test
    void aMetricThatIsNotDefinedHereIsDrawnUnderItsName() {
        RunCurves curves = SyntheticRuns.curves(
                2,
                List.of(
                        new Point(1, Instant.EPOCH, Map.of("entropy", 2.5)),
                        new Point(2, Instant.EPOCH, Map.of("entropy", 2.25))),
                List.of(),
                List.of(),
                new Event.Finished(2, "model"));
        FigureRun foreign = FigureRun.foreign("outputs", "TRL run", curves);

        assertThat(Figures.metrics(List.of(foreign))).containsExactly("entropy");
        Figure figure = Figures.of(FigureKind.METRICS, List.of("entropy"), List.of(foreign), PairPlots.NEWEST)
                .orElseThrow();
        assertThat(panel(figure, 0).curves().getFirst().points().dots())
                .containsExactly(Dot.at(1, 2.5), Dot.at(2, 2.25));
    }

    @Test
    void rewardStandsOverTheDistanceOfTheSameSamples() {
        List<Event.Samples> samples = List.of(
                new Event.Samples(0, "policy", List.of(), Map.of("kl/sampled", 0.0, "reward/true", 0.1)),
                new Event.Samples(5, "policy", List.of(), Map.of("reward/true", 0.2)),
                new Event.Samples(9, "policy", List.of(), Map.of("kl/sampled", 3.5, "reward/true", 0.7)));
        FigureRun run = SyntheticRuns.withCurves(
                dpo, SyntheticRuns.curves(9, List.of(), List.of(), samples, new Event.Finished(9, "model")));

        Figure figure = Figures.of(FigureKind.REWARD_KL, List.of(), List.of(run), PairPlots.NEWEST)
                .orElseThrow();
        assertThat(panel(figure, 0).curves().getFirst().points().dots())
                .containsExactly(Dot.at(0, 0.1), Dot.at(3.5, 0.7));
        assertThat(Figures.available(List.of(dpo))).doesNotContain(FigureKind.REWARD_KL, FigureKind.PAIR_CLOUD);
    }

    @Test
    void runsOfTheSameLookAreToldApart() {
        List<FigureRun> same = List.of(dpo.withLook(RunLook.of(1)), ipo.withLook(RunLook.of(1)));

        assertThat(RunLooks.distinct(same)).extracting(FigureRun::look).doesNotHaveDuplicates();
        assertThat(RunLooks.distinct(same).getFirst().look()).contains(RunLook.of(1));
    }

    private static double line(XYPlot plot) {
        return plot.getRangeMarkers(Layer.BACKGROUND).stream()
                .map(ValueMarker.class::cast)
                .mapToDouble(ValueMarker::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyFigureMetricIsOneThatHasADefinition() {
        assertThat(Figures.of(List.of(dpo, ipo)).stream()
                        .flatMap(figure -> figure.curvePanels().stream())
                        .flatMap(panel -> panel.curves().stream())
                        .map(Curve::key))
                .contains("loss", "grad_norm", "lengths/samples")
                .allMatch(key -> Metric.ofKey(key).isPresent());
    }
}
