package org.dpoworkbench.app.window.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.control.MetricLink;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.RunMark;
import org.dpoworkbench.app.window.model.pairs.LoadedEvaluation;
import org.dpoworkbench.app.window.model.pairs.PairsViewModel;
import org.dpoworkbench.app.window.model.pairs.RunPairs;
import org.dpoworkbench.engine.evaluation.EvaluationFacts;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.ui.Messages;

/// What the pairs say together, a line a run: accuracy, and what length has to do with the margin.
final class FactLines extends VBox {
    private final PairsViewModel model;
    private final PlaceContext context;

    FactLines(PairsViewModel model, PlaceContext context) {
        this.model = model;
        this.context = context;
        setId("pair-facts");
        getStyleClass().add("fact-lines");
    }

    void show() {
        List<Node> lines = new ArrayList<>();
        for (RunPairs run : model.runs()) {
            run.current().ifPresent(l -> lines.add(line(run, l)));
        }
        if (!lines.isEmpty()) {
            var note = new Label(Messages.text("pairs.facts.note"));
            note.getStyleClass().add("quiet");
            note.setWrapText(true);
            lines.add(note);
        }
        getChildren().setAll(lines);
    }

    private Node line(RunPairs run, LoadedEvaluation loaded) {
        EvaluationFacts facts = loaded.facts();
        var line = new FlowPane(new RunMark(run.run().look(), context.theme()));
        line.getStyleClass().add("fact-line");
        boolean onlyTies = facts.tied() == facts.pairs();
        fact(
                line,
                Metric.REWARDS_ACCURACIES,
                Messages.text("pairs.facts.accuracy"),
                onlyTies ? Messages.text("pairs.facts.tied") : share(facts.accuracy()));
        fact(
                line,
                Metric.REWARDS_ACCURACIES_LENGTH_MATCHED,
                Messages.text("pairs.facts.matched"),
                facts.lengthMatched()
                        .filter(_ -> !onlyTies)
                        .map(s -> share(s) + Messages.text("pairs.facts.n", s.n()))
                        .orElse(Messages.text("pairs.facts.none")));
        fact(
                line,
                Metric.LENGTHS_MARGIN_CORRELATION,
                Messages.text("pairs.facts.sum"),
                correlation(facts.marginAndGap()));
        fact(
                line,
                Metric.LENGTHS_MARGIN_MEAN_CORRELATION,
                Messages.text("pairs.facts.perToken"),
                correlation(facts.perTokenAndGap()));
        return line;
    }

    /// @param name shorter than the metric's own, which opens with it
    private static void fact(FlowPane line, Metric metric, String name, String value) {
        var link = new MetricLink(metric);
        link.setText(name);
        line.getChildren().add(new HBox(4, link, new Label(value)));
    }

    private static String share(EvaluationFacts.Share share) {
        return Messages.text(
                "pairs.facts.share",
                Numbers.percent(share.value()),
                Numbers.fixed(100 * share.low(), 1),
                Numbers.fixed(100 * share.high(), 1));
    }

    private static String correlation(Optional<EvaluationFacts.Correlation> correlation) {
        return correlation
                .map(c -> Messages.text(
                        "pairs.facts.correlation",
                        Numbers.fixed(c.rho(), 2),
                        Numbers.fixed(c.low(), 2),
                        Numbers.fixed(c.high(), 2)))
                .orElse(Messages.text("pairs.facts.undefined"));
    }
}
