package org.dpoworkbench.app.window.pairs;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.EmptyState;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.Pulses;
import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.pairs.PairsViewModel;
import org.dpoworkbench.app.window.model.pairs.RunPairs;
import org.dpoworkbench.ui.Messages;

/// The place *Pairs*: what training does to each held-out pair. The shown runs' clouds side by side, their
/// histograms, a table and the texts; the marker moves them all.
public final class PairsPlace extends BorderPane {
    private static final int FIRST_SHOWN = 2;

    private final PlaceContext context;
    private final Workbench workbench;
    private final PairsViewModel model;
    private final Motion motion = new Motion();
    private final LassoTool tool = new LassoTool();
    private final HBox clouds = new HBox();
    private final List<CloudColumn> columns = new ArrayList<>();
    private final Histograms histograms;
    private final FactLines facts;
    private final PairToolbar toolbar;
    private final PairTextsPane texts;
    private final Label left = new Label();
    private final Pane layer = new Pane();
    private final Runnable words = Pulses.once(this::showWords);

    public PairsPlace(PlaceContext context) {
        this(context, new PairsViewModel(context.workbench()));
    }

    PairsPlace(PlaceContext context, PairsViewModel model) {
        this.context = context;
        this.workbench = context.workbench();
        this.model = model;
        setId("pairs-place");
        histograms = new Histograms(model, context);
        facts = new FactLines(model, context);
        toolbar = new PairToolbar(model, motion, tool);
        texts = new PairTextsPane(model, context);
        left.getStyleClass().add("quiet");
        clouds.getStyleClass().add("clouds");
        var content = content();
        var empty = empty();
        layer.setMouseTransparent(true);
        setCenter(new StackPane(content, empty, layer));
        InvalidationListener changed = _ -> showRuns(content, empty);
        model.runs().addListener(changed);
        changed.invalidated(model.runs());
        model.rangesProperty().subscribe(_ -> histograms.show());
        model.unitProperty().subscribe(_ -> histograms.show());
        context.theme().subscribe(_ -> showNumbers());
        model.movesProperty().subscribe(_ -> showNumbers());
        commands();
    }

    private Node content() {
        var upper = new VBox(
                toolbar, clouds, Pulses.pane(() -> new StepBar(model, workbench.marker())), Pulses.pane(() -> facts));
        VBox.setVgrow(clouds, Priority.ALWAYS);
        upper.getStyleClass().add("upper");
        upper.setMinHeight(300);
        var table = new PairTable(model);
        VBox.setVgrow(table, Priority.ALWAYS);
        var lines = new VBox(new PairTableBar(model, table), table);
        var lower = new SplitPane(lines, texts);
        lower.setDividerPositions(0.62);
        var split = new SplitPane(upper, Pulses.pane(() -> lower));
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.68);
        split.getStyleClass().add("pairs-split");
        return split;
    }

    private Node empty() {
        var show = new Button(Messages.text("pairs.empty.show"));
        show.setId("pairs-show-newest");
        show.setAccessibleText(Messages.text("pairs.empty.show"));
        show.disableProperty().bind(Bindings.isEmpty(workbench.runs().runs()));
        show.setOnAction(_ -> workbench.runs().runs().stream()
                .limit(FIRST_SHOWN)
                .toList()
                .forEach(run -> run.shownProperty().set(true)));
        var go = new Button(Messages.text("pairs.empty.runs"));
        go.setAccessibleText(Messages.text("pairs.empty.runs"));
        go.setOnAction(_ -> workbench.placeProperty().set(Place.RUNS));
        return new EmptyState(
                Messages.text("pairs.empty.title"), Messages.text("pairs.empty.what"), new HBox(8, show, go));
    }

    private void showRuns(Node content, Node empty) {
        columns.forEach(CloudColumn::dispose);
        columns.clear();
        var tools = new CloudTools(motion, tool, layer, this::showLegend);
        for (RunPairs run : model.runs()) {
            columns.add(new CloudColumn(model, context, run, tools));
        }
        for (CloudColumn column : columns) {
            column.prefWidthProperty().bind(clouds.heightProperty().add(10)); // about square
        }
        HBox.setHgrow(histograms, Priority.ALWAYS);
        clouds.getChildren().setAll(columns);
        clouds.getChildren().add(histograms);
        if (model.left() > 0) {
            left.setText(Messages.text("pairs.left", model.left()));
            clouds.getChildren().add(left);
        }
        content.setVisible(!columns.isEmpty());
        empty.setVisible(columns.isEmpty());
        showNumbers();
    }

    /// What follows the marker and is not a dot.
    private void showNumbers() {
        histograms.show();
        showLegend();
        words.run();
    }

    private void showWords() {
        facts.show();
        texts.show();
    }

    private void showLegend() {
        toolbar.showLegend(columns.stream()
                .flatMap(column -> column.dots().styles().stream())
                .distinct()
                .map(LegendDot::new)
                .toList());
    }

    private void commands() {
        workbench
                .commands()
                .addAll(
                        Command.of(Messages.text("pairs.command.back"), "Shortcut+Shift+LEFT", () -> model.step(-1)),
                        Command.of(Messages.text("pairs.command.forth"), "Shortcut+Shift+RIGHT", () -> model.step(1)),
                        Command.of(Messages.text("pairs.command.mark"), "", () -> model.mark(model.selected())),
                        Command.of(Messages.text("pairs.command.undo"), "", model::undoMark));
    }
}
