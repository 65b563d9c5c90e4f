package org.dpoworkbench.app.window.samples;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.util.StringConverter;
import org.dpoworkbench.app.window.control.EmptyState;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.Pulses;
import org.dpoworkbench.app.window.control.WhileNeeded;
import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.samples.SamplesViewModel;
import org.dpoworkbench.app.window.model.samples.Span;
import org.dpoworkbench.ui.Messages;

/// The place *Samples*: what the shown runs answer to their fixed prompts, beside their reference; and
/// judging blind.
public final class SamplesPlace extends BorderPane {
    private static final int FIRST_SHOWN = 2;

    private final Workbench workbench;
    private final SamplesViewModel model;

    public SamplesPlace(PlaceContext context) {
        workbench = context.workbench();
        model = new SamplesViewModel(workbench);
        setId("samples-place");
        var judge = new WhileNeeded(model.judge().openProperty(), () -> new JudgePane(model));
        StackPane table = Pulses.pane(() -> new SampleTable(model, context));
        table.visibleProperty().bind(model.judge().openProperty().not());
        var content = new BorderPane(new StackPane(table, judge));
        content.setTop(Pulses.pane(this::toolbar));
        ObservableValue<Boolean> some =
                model.gridProperty().map(grid -> !grid.columns().isEmpty());
        ObservableValue<Boolean> noRun =
                model.gridProperty().map(grid -> grid.columns().isEmpty() && !model.hasRuns());
        ObservableValue<Boolean> noSamples =
                model.gridProperty().map(grid -> grid.columns().isEmpty() && model.hasRuns());
        setCenter(new StackPane(
                new WhileNeeded(some, () -> content),
                new WhileNeeded(noRun, this::noRun),
                new WhileNeeded(noSamples, SamplesPlace::noSamples)));
        workbench.commands().add(Command.of(Messages.text("samples.command.judge"), "", () -> {
            workbench.placeProperty().set(Place.SAMPLES);
            model.judge().openProperty().set(true);
        }));
    }

    private Node toolbar() {
        var span = new ChoiceBox<Span>();
        span.setAccessibleText(Messages.text("samples.tool.span"));
        span.setTooltip(new Tooltip(Messages.text("samples.tool.span")));
        span.getItems().setAll(Span.values());
        span.setConverter(new StringConverter<>() {
            @Override
            public String toString(Span value) {
                return value == null ? "" : value.title();
            }

            @Override
            public Span fromString(String text) {
                throw new UnsupportedOperationException(text);
            }
        });
        span.valueProperty().bindBidirectional(model.spanProperty());
        var search = new TextField();
        search.setPromptText(Messages.text("samples.tool.search"));
        search.setAccessibleText(Messages.text("samples.tool.search"));
        search.textProperty().bindBidirectional(model.searchProperty());
        var differences = new ToggleButton(Messages.text("samples.tool.differences"));
        differences.setAccessibleText(Messages.text("samples.tool.differences.tip"));
        differences.setTooltip(new Tooltip(Messages.text("samples.tool.differences.tip")));
        differences.selectedProperty().bindBidirectional(model.differencesProperty());
        var judge = new ToggleButton(Messages.text("samples.tool.judge"));
        judge.setId("samples-judge");
        judge.setAccessibleText(Messages.text("samples.tool.judge.tip"));
        judge.setTooltip(new Tooltip(Messages.text("samples.tool.judge.tip")));
        judge.selectedProperty().bindBidirectional(model.judge().openProperty());
        var count = new Label();
        count.getStyleClass().add("quiet");
        count.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Messages.text(
                                "samples.count",
                                model.listed().size(),
                                model.gridProperty().get().prompts().size()),
                        model.listed(),
                        model.gridProperty()));
        var bar = new FlowPane(span, search, count, differences, judge);
        bar.getStyleClass().add("sample-toolbar");
        return bar;
    }

    private Node noRun() {
        var show = new Button(Messages.text("samples.empty.show"));
        show.setAccessibleText(Messages.text("samples.empty.show"));
        show.disableProperty().bind(Bindings.isEmpty(workbench.runs().runs()));
        show.setOnAction(_ -> workbench.runs().runs().stream()
                .limit(FIRST_SHOWN)
                .toList()
                .forEach(run -> run.shownProperty().set(true)));
        var go = new Button(Messages.text("samples.empty.go"));
        go.setAccessibleText(Messages.text("samples.empty.go"));
        go.setOnAction(_ -> workbench.placeProperty().set(Place.RUNS));
        return new EmptyState(
                Messages.text("samples.empty.title"), Messages.text("samples.empty.what"), new HBox(8, show, go));
    }

    private static Node noSamples() {
        return new EmptyState(Messages.text("samples.none.title"), Messages.text("samples.none.what"));
    }
}
