package org.dpoworkbench.app.window.shell;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.shell.CommandSearch;
import org.dpoworkbench.ui.Messages;

/// Everything by its name: commands and runs, found while typing.
final class CommandPalette extends StackPane {
    private static final int MOST_SEEN = 12;
    private static final double LINE = 28;

    private final Workbench workbench;
    private final TextField query = new TextField();
    private final ListView<Command> found = new ListView<>();
    private Node focusedBefore;

    CommandPalette(Workbench workbench) {
        this.workbench = workbench;
        setId("palette");
        getStyleClass().add("palette-veil");
        setVisible(false);
        setOnMouseClicked(event -> {
            if (event.getTarget() == this) {
                close();
            }
        });
        query.setId("palette-query");
        query.setPromptText(Messages.text("top.search"));
        query.setAccessibleText(Messages.text("palette.accessible"));
        query.textProperty().subscribe(this::search);
        found.setId("palette-found");
        found.setAccessibleText(Messages.text("palette.found.accessible"));
        found.getStyleClass().addAll(Styles.DENSE, "palette-found");
        found.setCellFactory(_ -> new CommandCell());
        found.setFocusTraversable(false);
        found.setFixedCellSize(LINE);
        found.setPlaceholder(new Label(Messages.text("palette.none")));
        found.setOnMouseClicked(_ -> run());
        var box = new VBox(6, query, found);
        box.getStyleClass().add("palette");
        box.setMaxSize(620, Region.USE_PREF_SIZE);
        StackPane.setAlignment(box, Pos.TOP_CENTER);
        getChildren().setAll(box);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    void open() {
        focusedBefore = getScene().getFocusOwner();
        setVisible(true);
        query.clear();
        search("");
        query.requestFocus();
    }

    private void close() {
        setVisible(false);
        if (focusedBefore != null) {
            focusedBefore.requestFocus();
        }
    }

    private void search(String text) {
        Stream<Command> runs = workbench.runs().runs().stream().map(this::goTo);
        List<Command> hits = CommandSearch.find(
                text, Stream.concat(workbench.commands().stream(), runs).toList());
        found.getItems().setAll(hits);
        found.getSelectionModel().selectFirst();
        found.setPrefHeight(Math.clamp(hits.size(), 1, MOST_SEEN) * LINE + 2);
    }

    private Command goTo(RunItem run) {
        return Command.of(Messages.text("palette.run", run.summary().badge(), run.id()), "", () -> {
            run.shownProperty().set(true);
            workbench.runs().selectedProperty().set(run);
            workbench.placeProperty().set(Place.RUNS);
        });
    }

    private void key(KeyEvent event) {
        int selected = found.getSelectionModel().getSelectedIndex();
        switch (event.getCode()) {
            case ESCAPE -> close();
            case ENTER -> run();
            case DOWN -> select(selected + 1);
            case UP -> select(selected - 1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void select(int index) {
        if (index >= 0 && index < found.getItems().size()) {
            found.getSelectionModel().select(index);
            found.scrollTo(index);
        }
    }

    private void run() {
        Command command = found.getSelectionModel().getSelectedItem();
        close();
        if (command != null) {
            command.runIfEnabled();
        }
    }

    /// A command with its keys at the right.
    private static final class CommandCell extends ListCell<Command> {
        private final Label title = new Label();
        private final Label keys = new Label();
        private final HBox line = new HBox(8, title, keys);

        CommandCell() {
            keys.getStyleClass().add(Styles.TEXT_MUTED);
            keys.setMinWidth(Region.USE_PREF_SIZE);
            title.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(title, Priority.ALWAYS);
        }

        @Override
        protected void updateItem(Command command, boolean empty) {
            super.updateItem(command, empty);
            if (empty || command == null) {
                setGraphic(null);
                return;
            }
            title.setText(command.title());
            keys.setText(Shortcuts.shown(command));
            title.setDisable(!command.enabled().getAsBoolean());
            setGraphic(line);
        }
    }
}
