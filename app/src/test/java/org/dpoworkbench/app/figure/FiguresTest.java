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
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.journal.RunHistory.Point;
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
        Curve curve = curve(figure("log-ratios", dpo, ipo).panels().getFirst(), 1, Source.TRAINING);

        List<Point> steps = ipo.history().steps();
        assertThat(curve.dots()).hasSameSizeAs(steps);
        for (int i = 0; i < steps.size(); i++) {
            assertThat(curve.dots().get(i).step()).isEqualTo(steps.get(i).step());
            assertThat(curve.dots().get(i).value())
                    .isEqualTo(steps.get(i).metrics().get("logratios/chosen"));
        }
    }

    @Test
    void theDrawnMarkersAreTheHeldOutNumbers() {
        Figure figure = figure("loss", dpo, ipo);
        XYPlot plot = plot(figure, 0);
        XYDataset markers = plot.getDataset(plot.getDatasetCount() - 1);

        List<Point> evaluations = dpo.history().evaluations();
        assertThat(markers.getItemCount(0)).isEqualTo(evaluations.size());
        for (int i = 0; i < evaluations.size(); i++) {
            assertThat(markers.getXValue(0, i)).isEqualTo(evaluations.get(i).step());
            assertThat(markers.getYValue(0, i))
                    .isEqualTo(evaluations.get(i).metrics().get("eval_loss"));
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
        RunConfig config = dpo.config();
        FigureRun other = new FigureRun(
                dpo.id(),
                dpo.label(),
                new RunConfig(
                        config.objective(),
                        new ModelConfig(Path.of("a"), Optional.of(Path.of("b")), SaveDtype.FLOAT32),
                        config.data(),
                        config.loss(),
                        config.optimizer(),
                        config.batch(),
                        config.evaluation(),
                        config.checkpoint(),
                        config.device()),
                dpo.history(),
                dpo.dataHash());

        assertThat(figure("loss", other).panels().getFirst().levels()).isEmpty();
    }

    @Test
    void iposTargetStandsOnlyOnTheAxisThatItsNormalisationUses() {
        Figure sum = figure("margins", ipo);
        assertThat(sum.panels().get(0).levels()).extracting(Level::value).contains(5.0);
        assertThat(sum.panels().get(1).levels()).extracting(Level::value).containsExactly(0.0);

        Figure mean = figure("margins", SyntheticRuns.ipoMean(40));
        assertThat(mean.panels().get(0).levels()).extracting(Level::value).containsExactly(0.0);
        assertThat(mean.panels().get(1).levels()).extracting(Level::value).contains(1.0);
    }

    @Test
    void stepsOnWhichEveryPairIsATieHaveNoAccuracy() {
        Curve training = curve(figure("accuracy", dpo).panels().getFirst(), 0, Source.TRAINING);

        assertThat(training.dots()).isNotEmpty().allMatch(dot -> dot.step() > 1);
    }

    @Test
    void theAccuracyOfStep0IsLeftOutWherePolicyAndReferenceAreTheSame() {
        Curve heldOut = curve(figure("accuracy", dpo).panels().getFirst(), 0, Source.HELD_OUT);

        assertThat(heldOut.dots()).extracting(Dot::step).doesNotContain(0).contains(40);
        Map<String, Double> last = dpo.history().evaluations().getLast().metrics();
        assertThat(heldOut.dots().getLast().low()).isEqualTo(last.get("eval_rewards/accuracies_low"));
        assertThat(heldOut.dots().getLast().high()).isEqualTo(last.get("eval_rewards/accuracies_high"));
    }

    @Test
    void aMetricThatIsMissingForAWhileBreaksTheLineWithoutAValue() {
        List<Point> steps = new ArrayList<>();
        for (int step = 1; step <= 9; step++) {
            steps.add(
                    new Point(step, Instant.EPOCH, step == 4 || step == 5 ? Map.of() : Map.of("loss", (double) step)));
        }
        FigureRun run = SyntheticRuns.withHistory(dpo, steps, List.of());
        Curve curve = curve(figure("loss", run).panels().getFirst(), 0, Source.TRAINING);

        assertThat(curve.dots().stream().filter(Dot::isGap).map(Dot::step)).containsExactly(4, 5);
    }

    @Test
    void stepsThatAreNotThereBreakTheLine() {
        List<Point> steps = new ArrayList<>();
        for (int step : new int[] {1, 2, 3, 10, 11}) {
            steps.add(new Point(step, Instant.EPOCH, Map.of("loss", (double) step)));
        }
        FigureRun run = SyntheticRuns.withHistory(dpo, steps, List.of());
        Curve curve = curve(figure("loss", run).panels().getFirst(), 0, Source.TRAINING);

        assertThat(curve.dots()).extracting(Dot::step).containsExactly(1, 2, 3, 4, 10, 11);
        assertThat(curve.dots().get(3).isGap()).isTrue();
    }

    @Test
    void aFigureWithoutNumbersIsLeftOut() {
        FigureRun run =
                SyntheticRuns.withHistory(dpo, List.of(new Point(1, Instant.EPOCH, Map.of("loss", 0.5))), List.of());

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

    private static Curve curve(Panel panel, int run, Source source) {
        return panel.curves().stream()
                .filter(curve -> curve.run() == run && curve.source() == source)
                .findFirst()
                .orElseThrow();
    }

    private static XYPlot plot(Figure figure, int panel) {
        return PanelChart.of(figure, figure.panels().get(panel), Sheet.PAGE, 400)
                .getXYPlot();
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
                        .flatMap(figure -> figure.panels().stream())
                        .flatMap(panel -> panel.curves().stream())
                        .map(Curve::metric))
                .contains(Metric.LOSS, Metric.GRAD_NORM, Metric.LENGTHS_SAMPLES)
                .doesNotContainNull();
    }
}
