package org.dpoworkbench.app.window.data;

import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.Job;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.app.window.model.data.PairQuery;
import org.dpoworkbench.app.window.model.data.PairRow;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// What decides which pairs are in view, and what is done with the selected ones.
final class PairToolbar extends FlowPane {
    /// From this width on everything stands in one line; below it in two, the search at the end of the first.
    private static final double ONE_LINE = 780;

    private static final double KIND = 168;
    private static final double SEARCH = 200;
    private static final double GAPS = 30;

    /// Below this width two lines have no room for a long count beside every button's word.
    private static final double EVERY_WORD = 440;

    /// The longest count that is none, in characters.
    private static final int SHORT_COUNT = 12;

    PairToolbar(DataModel model, PairTableView table) {
        getStyleClass().add("pair-toolbar");
        Label count = count(model);
        getChildren()
                .addAll(
                        kind(model),
                        search(model),
                        part(model),
                        filter(model),
                        count,
                        exclude(table, count),
                        history(model),
                        reading(model));
    }

    private Node search(DataModel model) {
        var field = new TextField();
        field.setId("data-search");
        field.setPromptText(Messages.text("data.search"));
        field.setAccessibleText(Messages.text("data.search"));
        field.prefWidthProperty()
                .bind(widthProperty()
                        .map(width -> width.doubleValue() < ONE_LINE
                                ? Math.max(80, width.doubleValue() - KIND - GAPS)
                                : SEARCH));
        field.textProperty().subscribe(text -> model.table().ask(query -> query.withSearch(text)));
        return field;
    }

    /// What a loss would make of the records.
    private static Node kind(DataModel model) {
        var box = new ComboBox<Optional<RecordKind>>();
        box.setId("data-kind");
        box.getItems()
                .setAll(Stream.concat(
                                Stream.of(Optional.<RecordKind>empty()),
                                Stream.of(RecordKind.values()).map(Optional::of))
                        .toList());
        box.setAccessibleText(Messages.text("data.kind.accessible"));
        box.setTooltip(new Tooltip(Messages.text("data.kind.tooltip")));
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(Optional<RecordKind> kind) {
                return kind == null
                        ? ""
                        : kind.map(PairToolbar::word)
                                .orElseGet(() -> Messages.text(
                                        "data.kind.natural",
                                        word(model.shownKindProperty().get())));
            }

            @Override
            public Optional<RecordKind> fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        box.setPrefWidth(KIND);
        box.valueProperty().bindBidirectional(model.kindProperty());
        // The word for what was recognised changes with the files.
        var shown = new ListCell<Optional<RecordKind>>();
        shown.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> word(
                                box.getValue() == null
                                        ? model.shownKindProperty().get()
                                        : box.getValue()
                                                .orElse(model.shownKindProperty()
                                                        .get())),
                        box.valueProperty(),
                        model.shownKindProperty()));
        box.setButtonCell(shown);
        return box;
    }

    private static String word(RecordKind kind) {
        return switch (kind) {
            case PAIRS -> Messages.text("data.kind.pairs");
            case COMPLETIONS -> Messages.text("data.kind.completions");
            case UNPAIRED -> Messages.text("data.kind.unpaired");
            case RANKINGS -> Messages.text("data.kind.rankings");
        };
    }

    private static Node part(DataModel model) {
        var box = new ComboBox<PairQuery.Part>();
        box.getItems().setAll(PairQuery.Part.values());
        box.setAccessibleText(Messages.text("data.part.accessible"));
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(PairQuery.Part part) {
                return part == null ? "" : word(part);
            }

            @Override
            public PairQuery.Part fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        box.setValue(PairQuery.Part.ALL);
        box.valueProperty().subscribe(part -> model.table().ask(query -> query.withPart(part)));
        return box;
    }

    private static String word(PairQuery.Part part) {
        return switch (part) {
            case ALL -> Messages.text("data.part.all");
            case TRAIN -> Messages.text("data.part.train");
            case HELD_OUT -> Messages.text("data.part.heldOut");
            case LEFT_OUT -> Messages.text("data.part.leftOut");
        };
    }

    /// The problem that is filtered by, with a way out.
    private static Node filter(DataModel model) {
        var button = new Button(null, Icons.of(Feather.X));
        button.setId("data-filter");
        button.getStyleClass().addAll("small", "accent");
        ObservableValue<Optional<String>> word =
                model.table().queryProperty().map(query -> query.problem().map(kind -> kind.word()));
        button.textProperty().bind(word.map(w -> w.orElse("")));
        button.accessibleTextProperty().bind(word.map(w -> Messages.text("data.filter.clear", w.orElse(""))));
        button.setTooltip(new Tooltip(Messages.text("data.filter.tooltip")));
        button.visibleProperty().bind(word.map(Optional::isPresent));
        button.managedProperty().bind(button.visibleProperty());
        button.setOnAction(_ -> model.table().ask(query -> query.withProblem(Optional.empty())));
        return button;
    }

    private static Label count(DataModel model) {
        var label = new Label();
        label.setId("data-count");
        label.getStyleClass().add("quiet");
        label.textProperty()
                .bind(model.table()
                        .shownProperty()
                        .map(list -> list.size() == model.table().rows().size()
                                ? Messages.text("data.count", list.size())
                                : Messages.text(
                                        "data.count.of",
                                        list.size(),
                                        model.table().rows().size())));
        label.visibleProperty().bind(model.readingProperty().map(Optional::isEmpty));
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private Node exclude(PairTableView table, Label count) {
        var button = new Button(null, Icons.of(Feather.MINUS_CIRCLE));
        button.setId("data-exclude");
        button.getStyleClass().add("small");
        var selected = table.getSelectionModel().getSelectedItems();
        var text = Bindings.createStringBinding(
                () -> !selected.isEmpty() && selected.stream().allMatch(PairRow::isExcluded)
                        ? Messages.text("data.include")
                        : Messages.text("data.exclude"),
                selected);
        button.textProperty().bind(text);
        button.accessibleTextProperty().bind(text);
        button.contentDisplayProperty()
                .bind(Bindings.createObjectBinding(
                        () -> getWidth() < EVERY_WORD && count.getText().length() > SHORT_COUNT
                                ? ContentDisplay.GRAPHIC_ONLY
                                : ContentDisplay.LEFT,
                        widthProperty(),
                        count.textProperty()));
        button.setTooltip(new Tooltip(Messages.text("data.exclude.tooltip")));
        button.disableProperty().bind(Bindings.isEmpty(selected));
        button.setOnAction(_ -> table.toggleExcluded());
        return button;
    }

    private static Node history(DataModel model) {
        Button undo = Icons.button(Feather.CORNER_UP_LEFT, Messages.text("data.undo"), model::undo);
        undo.setId("data-undo");
        undo.disableProperty().bind(model.undoProperty().map(Optional::isEmpty));
        name(
                undo,
                model.undoProperty()
                        .map(name ->
                                name.map(n -> Messages.text("data.undo.of", n)).orElse(Messages.text("data.undo"))));
        Button redo = Icons.button(Feather.CORNER_UP_RIGHT, Messages.text("data.redo"), model::redo);
        redo.disableProperty().bind(model.redoProperty().map(Optional::isEmpty));
        name(
                redo,
                model.redoProperty()
                        .map(name ->
                                name.map(n -> Messages.text("data.redo.of", n)).orElse(Messages.text("data.redo"))));
        return new HBox(undo, redo);
    }

    private static void name(Button button, ObservableValue<String> name) {
        button.getTooltip().textProperty().bind(name);
        button.accessibleTextProperty().bind(name);
    }

    private static Node reading(DataModel model) {
        var bar = new ProgressBar();
        bar.setPrefWidth(60);
        bar.setAccessibleText(Messages.text("data.reading"));
        ObservableValue<Job> job = model.readingProperty().map(now -> now.orElse(null));
        // What it is at stands in the status line.
        var phase = new Tooltip();
        phase.textProperty().bind(job.flatMap(Job::phaseProperty).orElse(""));
        bar.setTooltip(phase);
        bar.progressProperty().bind(job.flatMap(Job::fractionProperty).orElse(0));
        Button cancel = Icons.button(Feather.X, Messages.text("data.reading.cancel"), model::cancelReading);
        var box = new HBox(bar, cancel);
        box.getStyleClass().add("reading");
        box.visibleProperty().bind(model.readingProperty().map(Optional::isPresent));
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }
}
