package org.dpoworkbench.app.window.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.RunMark;
import org.dpoworkbench.app.window.model.pairs.PairsViewModel;
import org.dpoworkbench.app.window.model.pairs.RunPairs;
import org.dpoworkbench.app.window.model.pairs.TokenStrips;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.worker.HeldOutPairs;
import org.dpoworkbench.ui.Messages;

/// The selected pairs' texts, and on demand what training did to each of their tokens.
final class PairTextsPane extends BorderPane {
    private static final int MOST_PAIRS = 12;
    private static final double LEAST_FULL = 0.5; // nats: noise does not get strong colours

    private final PairsViewModel model;
    private final PlaceContext context;
    private final Label title = new Label();
    private final Label note = new Label();
    private final Button compute = new Button(Messages.text("pairs.tokens.compute"));
    private final Button cancel = new Button(Messages.text("pairs.tokens.cancel"));
    private final ProgressBar progress = new ProgressBar();
    private final Label phase = new Label();
    private final VBox cards = new VBox();

    PairTextsPane(PairsViewModel model, PlaceContext context) {
        this.model = model;
        this.context = context;
        getStyleClass().add("pair-texts");
        title.getStyleClass().add("title");
        note.getStyleClass().add("quiet");
        note.setWrapText(true);
        compute.setId("pairs-compute");
        compute.setAccessibleText(Messages.text("pairs.tokens.compute.accessible"));
        compute.setOnAction(_ -> model.computeStrips(shown()));
        cancel.setAccessibleText(Messages.text("pairs.tokens.cancel"));
        cancel.setOnAction(_ -> model.cancelStrips());
        progress.setMaxWidth(90);
        for (Node node : new Node[] {compute, cancel, progress, phase, note}) {
            node.managedProperty().bind(node.visibleProperty());
        }
        var bar = new HBox(title, compute, progress, phase, cancel);
        bar.getStyleClass().add("bar");
        cards.getStyleClass().add("cards");
        var scroll = new ScrollPane(cards);
        scroll.setFitToWidth(true);
        scroll.setAccessibleText(Messages.text("pairs.texts.accessible"));
        setTop(new VBox(bar, note));
        setCenter(scroll);
        model.selectedProperty().subscribe(_ -> show());
        model.tableRunProperty().subscribe(_ -> show());
        model.texts().changesProperty().subscribe(_ -> show());
        model.strips().stateProperty().subscribe(this::showState);
        context.theme().subscribe(_ -> show());
    }

    private List<String> shown() {
        return model.selected().stream().limit(MOST_PAIRS).toList();
    }

    /// After another selection, run or step.
    void show() {
        RunPairs run = model.tableRunProperty().get();
        int count = model.selected().size();
        title.setText(Messages.text("pairs.texts.title", count));
        List<Node> nodes = new ArrayList<>();
        if (run != null) {
            shown().forEach(id -> nodes.add(card(run, id)));
        }
        if (count > MOST_PAIRS) {
            nodes.add(quiet(Messages.text("pairs.texts.more", MOST_PAIRS, count)));
        } else if (count == 0 && model.hasPairs()) {
            nodes.add(quiet(Messages.text("pairs.texts.none")));
        }
        cards.getChildren().setAll(nodes);
        showState(model.strips().stateProperty().get());
    }

    private void showState(TokenStrips.State state) {
        RunPairs run = model.tableRunProperty().get();
        boolean busy = state.job().isPresent();
        progress.setVisible(busy);
        phase.setVisible(busy);
        cancel.setVisible(busy);
        compute.setVisible(!busy && !model.selected().isEmpty());
        compute.setDisable(
                run == null || shown().stream().noneMatch(id -> model.text(id).isPresent()));
        progress.progressProperty().unbind();
        phase.textProperty().unbind();
        state.job().ifPresent(job -> {
            progress.progressProperty().bind(job.fractionProperty());
            phase.textProperty().bind(job.phaseProperty());
        });
        String text = Stream.of(
                        state.problem(), run == null ? "" : model.texts().note(run.run()))
                .filter(part -> !part.isEmpty())
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
        note.setText(text);
        note.setVisible(!text.isEmpty());
        if (state.version() != shownVersion) {
            shownVersion = state.version();
            show();
        }
    }

    private int shownVersion;

    private Node card(RunPairs run, String id) {
        var card = new VBox();
        card.getStyleClass().add("card");
        Optional<HeldOutPairs.Pair> text = model.texts().of(run.run(), id);
        Optional<PairLogProbs> numbers = run.current().flatMap(l -> {
            var index = l.evaluation().pairs().indexOf(id);
            return index.isPresent() ? Optional.of(l.evaluation().at(index.getAsInt())) : Optional.empty();
        });
        Optional<TokenStrips.Strip> strip =
                run.current().flatMap(l -> model.strips().of(run.run(), l.step(), id));
        card.getChildren().add(head(run, id));
        text.ifPresent(pair -> card.getChildren().add(wrapped(pair.prompt(), "prompt")));
        double full = strip.map(PairTextsPane::full).orElse(1.0);
        side(
                card,
                Messages.text("pairs.side.chosen"),
                numbers.map(PairLogProbs::chosenLogRatio),
                strip.map(s -> s.tokens().chosen()).map(tokens -> new HeatStrip(tokens, full, dark())),
                text.map(HeldOutPairs.Pair::chosen));
        side(
                card,
                Messages.text("pairs.side.rejected"),
                numbers.map(PairLogProbs::rejectedLogRatio),
                strip.map(s -> s.tokens().rejected()).map(tokens -> new HeatStrip(tokens, full, dark())),
                text.map(HeldOutPairs.Pair::rejected));
        strip.ifPresent(s -> card.getChildren().add(legend(run, s, full)));
        if (text.isEmpty() && model.texts().note(run.run()).isEmpty()) {
            card.getChildren().add(quiet(Messages.text("pairs.texts.missing")));
        }
        return card;
    }

    private Node head(RunPairs run, String id) {
        var name = new Label(id);
        name.getStyleClass().add("quiet");
        var head = new HBox(new RunMark(run.run().look(), context.theme()), name);
        head.getStyleClass().add("head");
        return head;
    }

    private static void side(
            VBox card, String name, Optional<Double> logRatio, Optional<HeatStrip> strip, Optional<String> text) {
        var head = new Label(logRatio.map(d -> Messages.text("pairs.side.title", name, Numbers.fixed(d, 2)))
                .orElse(name));
        head.getStyleClass().add("side-title");
        card.getChildren().add(head);
        if (strip.isPresent()) {
            card.getChildren().add(strip.get());
        } else {
            text.ifPresent(t -> card.getChildren().add(wrapped(t, "completion")));
        }
    }

    /// Says whose log-ratios they are, and whether they belong to the step of the numbers above.
    private Node legend(RunPairs run, TokenStrips.Strip strip, double full) {
        int step = run.current().orElseThrow().step();
        String whose = Messages.text("pairs.strip.policy", strip.policy().title());
        String other = strip.policy().step() == step
                ? ""
                : " " + Messages.text("pairs.strip.otherStep", Integer.toString(step));
        var words = wrapped(whose + other, "quiet");
        var scale = new HeatScale(full, dark());
        return new VBox(scale, words);
    }

    private boolean dark() {
        return context.theme().getValue().dark();
    }

    private static double full(TokenStrips.Strip strip) {
        DoubleStream all = Stream.concat(strip.tokens().chosen().stream(), strip.tokens().rejected().stream())
                .flatMap(token -> token.logRatio().stream())
                .mapToDouble(Math::abs);
        return Math.max(LEAST_FULL, all.max().orElse(LEAST_FULL));
    }

    private static Label quiet(String text) {
        return wrapped(text, "quiet");
    }

    private static Label wrapped(String text, String style) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }
}
