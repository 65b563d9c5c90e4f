package org.dpoworkbench.app.window.model.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.chart.curve.Domain;
import org.dpoworkbench.app.chart.curve.Drawing;
import org.dpoworkbench.app.chart.curve.Drawing.Form;
import org.dpoworkbench.app.chart.curve.Drawing.Level;
import org.dpoworkbench.app.chart.curve.Drawing.Line;
import org.dpoworkbench.app.chart.curve.Points;
import org.dpoworkbench.app.chart.curve.Span;
import org.dpoworkbench.app.window.model.chart.Draughtsman.Order;
import org.dpoworkbench.app.window.model.chart.Draughtsman.Prepared;
import org.dpoworkbench.engine.config.LossConfig;
import org.junit.jupiter.api.Test;

class DraughtsmanTest {
    private static final int COLUMNS = 300;

    @Test
    void aLossStartsWhereItsEquationSays() {
        assertThat(levels(Topics.LOSS, ChartRuns.of("a", ChartRuns.DPO), 0.69))
                .singleElement()
                .satisfies(level -> assertThat(level.value()).isCloseTo(0.693147180559945, within(1e-12)));
        assertThat(levels(Topics.LOSS, ChartRuns.of("a", ChartRuns.IPO_SUM), 25))
                .singleElement() // 1/(4 · 0.1²)
                .satisfies(level -> assertThat(level.value()).isCloseTo(25, within(1e-12)));
        assertThat(levels(Topics.LOSS, ChartRuns.of("a", ChartRuns.HINGE), 1))
                .extracting(Level::value)
                .containsExactly(1.0);
    }

    @Test
    void aPolicyThatStartsElsewhereHasNoStartingValue() {
        assertThat(levels(Topics.LOSS, ChartRuns.fromElsewhere("a", ChartRuns.DPO), 0.69))
                .isEmpty();
    }

    @Test
    void iposTargetStandsOnlyOnTheAxisOfItsNormalisation() {
        assertThat(marginLevels(Topics.MARGINS, ChartRuns.IPO_SUM)).contains(5.0); // 1/(2 · 0.1)
        assertThat(marginLevels(Topics.MARGINS, ChartRuns.IPO_MEAN)).containsExactly(0.0);
        assertThat(marginLevels(Topics.MARGINS_PER_TOKEN, ChartRuns.IPO_MEAN)).contains(5.0);
        assertThat(marginLevels(Topics.MARGINS, ChartRuns.DPO)).containsExactly(0.0);
    }

    @Test
    void theRawLineLiesFaintBehindTheSmoothedOneAndAloneWithoutSmoothing() {
        var run = ChartRuns.of("a", ChartRuns.DPO);
        for (int step = 1; step <= 100; step++) {
            run.step(step, Map.of("loss", step % 2 == 0 ? 1.0 : 0.0));
        }
        run.evaluation(100, Map.of("eval_loss", 0.5));
        assertThat(drawing(run.run(), Topics.LOSS, 1.0 / 15).lines())
                .extracting(Line::form)
                .containsExactly(Form.RAW, Form.STRONG, Form.MARKERS);
        assertThat(drawing(run.run(), Topics.LOSS, 0).lines())
                .extracting(Line::form)
                .containsExactly(Form.STRONG, Form.MARKERS);
    }

    @Test
    void whereEveryPairIsATieThereIsNoAccuracy() {
        ChartRun run = ChartRuns.of("a", ChartRuns.DPO)
                .evaluation(0, Map.of("eval_rewards/accuracies", 0.0))
                .step(1, Map.of("rewards/accuracies", 0.0, "rewards/ties", 1.0))
                .step(2, Map.of("rewards/accuracies", 0.625, "rewards/ties", 0.0))
                .evaluation(
                        2,
                        Map.of(
                                "eval_rewards/accuracies",
                                0.6,
                                "eval_rewards/accuracies_low",
                                0.55,
                                "eval_rewards/accuracies_high",
                                0.65))
                .run();
        Drawing drawing = drawing(run, Topics.ACCURACY, 0);
        assertThat(line(drawing, Form.RAW).size()).isEqualTo(1);
        Points heldOut = line(drawing, Form.JOINED_MARKERS);
        assertThat(heldOut.size()).isEqualTo(1);
        assertThat(heldOut.low(0)).isEqualTo(0.55);
        assertThat(heldOut.high(0)).isEqualTo(0.65);
    }

    @Test
    void aLogarithmicAxisLeavesOutWhatHasNoPlaceOnIt() {
        ChartRun run = ChartRuns.of("a", ChartRuns.DPO)
                .step(1, Map.of("grad_norm", 0.0))
                .step(2, Map.of("grad_norm", 10.0))
                .step(3, Map.of("grad_norm", 100.0))
                .run();
        Drawing drawing = prepare(scene(0, Optional.empty(), run), Topics.GRADIENT, true)
                .getFirst()
                .drawing();
        assertThat(drawing.log()).isTrue();
        assertThat(drawing.y().from()).isPositive().isLessThanOrEqualTo(1);
        assertThat(drawing.y().to()).isGreaterThan(100);
        assertThat(drawing.levels()).extracting(Level::value).containsExactly(1.0); // max_grad_norm
    }

    @Test
    void onALogarithmicAxisWithoutAPositiveValueTheAxisIsLinear() {
        ChartRun run = ChartRuns.of("a", ChartRuns.DPO)
                .step(1, Map.of("grad_norm", 0.0))
                .run();
        assertThat(prepare(scene(0, Optional.empty(), run), Topics.GRADIENT, true)
                        .getFirst()
                        .drawing()
                        .log())
                .isFalse();
    }

    @Test
    void columnsOfOneTopicSpanTheSame() {
        ChartRun one = ChartRuns.of("one", ChartRuns.DPO)
                .step(1, Map.of("logratios/chosen", 3.0))
                .run();
        ChartRun other = ChartRuns.of("other", ChartRuns.IPO_SUM)
                .step(1, Map.of("logratios/chosen", -8.0))
                .run();
        List<ChartRun> runs = List.of(one, other);
        Scene scene = scene(0, Optional.empty(), one, other);
        Sheet sheet = Sheet.of(Arrangement.COLUMNS, Topics.usual(runs), runs, Optional.empty());
        List<Prepared> prepared = new Draughtsman()
                .prepare(
                        scene,
                        sheet.panels().stream()
                                .flatMap(Optional::stream)
                                .map(panel -> new Order(panel, COLUMNS, false))
                                .toList());
        assertThat(prepared).hasSize(2);
        assertThat(prepared.get(0).drawing().y())
                .isEqualTo(prepared.get(1).drawing().y());
        assertThat(prepared.get(0).drawing().y().from()).isLessThan(-8);
        assertThat(prepared.get(0).drawing().y().to()).isGreaterThan(3);
    }

    @Test
    void aDifferenceIsTheRunLessTheBaselineAtEqualSteps() {
        var run = ChartRuns.of("run", ChartRuns.DPO);
        var base = ChartRuns.of("base", ChartRuns.DPO);
        for (int step = 1; step <= 10; step++) {
            run.step(step, Map.of("margins/sum", 3.0 * step));
            base.step(step, Map.of("margins/sum", 1.0 * step));
        }
        Scene scene = scene(0, Optional.of(base.run()), run.run(), base.run());
        Sheet sheet = Sheet.of(Arrangement.DIFFERENCE, Topics.usual(scene.runs()), scene.runs(), scene.baseline());
        Points points = line(
                new Draughtsman()
                        .prepare(
                                scene,
                                List.of(new Order(sheet.panels().getFirst().orElseThrow(), COLUMNS, false)))
                        .getFirst()
                        .drawing(),
                Form.STRONG);
        assertThat(points.y(0)).isEqualTo(2);
        assertThat(points.y(points.size() - 1)).isEqualTo(20);
    }

    @Test
    void evaluationsAtOtherStepsAreHeldAgainstTheNearest() {
        ChartRun run = ChartRuns.of("run", ChartRuns.DPO)
                .evaluation(9, Map.of("eval_loss", 0.5))
                .evaluation(21, Map.of("eval_loss", 0.4))
                .run();
        ChartRun base = ChartRuns.of("base", ChartRuns.DPO)
                .evaluation(0, Map.of("eval_loss", 0.7))
                .evaluation(10, Map.of("eval_loss", 0.6))
                .evaluation(20, Map.of("eval_loss", 0.5))
                .evaluation(30, Map.of("eval_loss", 0.3))
                .run();
        Part heldOut =
                Topics.usual(List.of(run)).getFirst().part(Part.Where.HELD_OUT).orElseThrow();
        var difference = new Readings().difference(run, base, heldOut);
        assertThat(difference.value(0)).isCloseTo(-0.1, within(1e-12));
        assertThat(difference.value(1)).isCloseTo(-0.1, within(1e-12));
    }

    @Test
    void whatIsZoomedToIsWhatAllChartsSpan() {
        var run = ChartRuns.of("a", ChartRuns.DPO);
        for (int step = 1; step <= 100; step++) {
            run.step(step, Map.of("loss", 100.0 - step));
        }
        Scene scene = new Scene(List.of(run.run()), Optional.empty(), Domain.STEP, 0, Optional.of(new Span(90, 400)));
        Drawing drawing = prepare(scene, Topics.LOSS, false).getFirst().drawing();
        assertThat(drawing.x()).isEqualTo(new Span(90, 100));
        assertThat(drawing.y().to()).isLessThan(12);
    }

    private static List<Level> levels(String topic, ChartRuns run, double loss) {
        return drawing(run.step(1, Map.of("loss", loss)).run(), topic, 0).levels();
    }

    private static List<Double> marginLevels(String topic, LossConfig loss) {
        Map<String, Double> metrics = new HashMap<>(Map.of("margins/sum", 1.0, "margins/mean", 0.1));
        ChartRun run = ChartRuns.of("a", loss).step(1, metrics).run();
        return drawing(run, topic, 0).levels().stream().map(Level::value).toList();
    }

    private static Points line(Drawing drawing, Form form) {
        return drawing.lines().stream()
                .filter(line -> line.form() == form)
                .findFirst()
                .orElseThrow()
                .points();
    }

    private static Drawing drawing(ChartRun run, String topic, double share) {
        return prepare(scene(share, Optional.empty(), run), topic, false)
                .getFirst()
                .drawing();
    }

    private static Scene scene(double share, Optional<ChartRun> baseline, ChartRun... runs) {
        return new Scene(List.of(runs), baseline, Domain.STEP, share, Optional.empty());
    }

    private static List<Prepared> prepare(Scene scene, String topic, boolean log) {
        Topic found = Topics.find(topic, scene.runs()).orElseThrow();
        Panel panel = Sheet.of(Arrangement.OVERLAY, List.of(found), scene.runs(), Optional.empty())
                .panels()
                .getFirst()
                .orElseThrow();
        return new Draughtsman().prepare(scene, List.of(new Order(panel, COLUMNS, log)));
    }
}
