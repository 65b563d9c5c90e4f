package org.dpoworkbench.app.window.figures;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.figure.FigureKind;
import org.dpoworkbench.app.figure.PairTable;
import org.dpoworkbench.app.window.control.EmptyState;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.Pulses;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.figures.FiguresModel;
import org.dpoworkbench.ui.Messages;

/// The place *Figures*: a figure as it will be printed, its options beside it, and where it goes.
public final class FiguresPlace extends BorderPane {
    private final FiguresModel model;

    public FiguresPlace(PlaceContext context) {
        Workbench workbench = context.workbench();
        this.model = new FiguresModel(workbench, new PairTable());
        setId("figures-place");
        getStyleClass().add("figures-place");
        var bar = new ExportBar(model);
        workbench.commands().addAll(bar.commands(workbench));
        setTop(bar);
        setLeft(Pulses.pane(() -> left(context)));
        setRight(Pulses.pane(() -> scrolled(new OptionsPane(model), "options-scroll")));
        var preview = new PreviewPane(model, workbench);
        var drawn = new VBox(preview, new CaptionPane(model));
        VBox.setVgrow(preview, Priority.ALWAYS);
        EmptyState empty = empty(workbench);
        BooleanBinding none = Bindings.isEmpty(workbench.runs().shown());
        empty.visibleProperty().bind(none);
        drawn.visibleProperty().bind(none.not());
        var middle = new StackPane(drawn, empty);
        middle.setMinWidth(200);
        setCenter(middle);
    }

    /// What is drawn and how.
    public FiguresModel model() {
        return model;
    }

    private VBox left(PlaceContext context) {
        var metrics = new MetricsList(model);
        metrics.visibleProperty().bind(model.kindProperty().map(kind -> kind == FigureKind.METRICS));
        metrics.managedProperty().bind(metrics.visibleProperty());
        metrics.setPrefHeight(220);
        var kinds = new KindList(model);
        ScrollPane runs = scrolled(new RunsPane(model.runs(), context), "runs-scroll");
        runs.setMinHeight(110);
        VBox.setVgrow(runs, Priority.ALWAYS);
        var left = new VBox(
                head(Messages.text("figures.kinds")), kinds, metrics, head(Messages.text("figures.runs")), runs);
        left.getStyleClass().add("figure-left");
        return left;
    }

    private static ScrollPane scrolled(Node content, String style) {
        var pane = new ScrollPane(content);
        pane.setFitToWidth(true);
        pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        pane.setFocusTraversable(false);
        pane.getStyleClass().add(style);
        return pane;
    }

    private static Label head(String text) {
        var label = new Label(text);
        label.getStyleClass().add("section");
        return label;
    }

    private static EmptyState empty(Workbench workbench) {
        var showAll = new Button(Messages.text("figures.empty.showAll"));
        showAll.setAccessibleText(showAll.getText());
        showAll.disableProperty().bind(Bindings.isEmpty(workbench.runs().runs()));
        showAll.setOnAction(
                _ -> workbench.runs().runs().forEach(run -> run.shownProperty().set(true)));
        var toRuns = new Button(Messages.text("figures.empty.toRuns"));
        toRuns.setAccessibleText(toRuns.getText());
        toRuns.setOnAction(_ -> workbench.placeProperty().set(Place.RUNS));
        return new EmptyState(
                Messages.text("figures.empty.title"), Messages.text("figures.empty.what"), showAll, toRuns);
    }
}
