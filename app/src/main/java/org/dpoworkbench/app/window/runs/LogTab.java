package org.dpoworkbench.app.window.runs;

import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.collections.FXCollections;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.StringConverter;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.runs.LogLine;
import org.dpoworkbench.app.window.model.runs.LogViewModel;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The selected run's log, at its end unless the user scrolls elsewhere.
final class LogTab extends BorderPane {
    private final LogViewModel model;
    private final ListView<LogLine> list;
    private final CheckBox follow = new CheckBox(Messages.text("runs.log.follow"));

    LogTab(RunsContext context) {
        this.model = context.log();
        list = new ListView<>(model.lines());
        list.setId("log");
        list.getStyleClass().add("log");
        list.setAccessibleText(Messages.text("runs.log.accessible"));
        list.setPlaceholder(new NothingLabel(context, Messages.text("runs.log.none"), Messages.text("runs.log.guest")));
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setCellFactory(_ -> new LineCell());
        list.setOnKeyPressed(key -> {
            if (key.isShortcutDown() && key.getCode() == KeyCode.C) {
                context.workbench()
                        .desk()
                        .copyText(String.join(
                                "\n",
                                list.getSelectionModel().getSelectedItems().stream()
                                        .map(LogLine::text)
                                        .toList()));
                key.consume();
            }
        });
        follow.setSelected(true);
        follow.setAccessibleText(follow.getText());
        follow.setMinWidth(USE_PREF_SIZE);
        follow.setOnAction(_ -> showEnd());
        list.setOnScroll(scroll -> {
            if (scroll.getDeltaY() > 0) {
                follow.setSelected(false);
            }
        });
        model.lines().addListener((InvalidationListener) _ -> showEnd());
        setTop(head());
        setCenter(list);
        showEnd();
    }

    private void showEnd() {
        if (follow.isSelected() && !model.lines().isEmpty()) {
            list.scrollTo(model.lines().size() - 1);
        }
    }

    private HBox head() {
        var words = new TextField();
        words.setId("log-words");
        words.setPromptText(Messages.text("runs.log.find"));
        words.setAccessibleText(Messages.text("runs.log.find"));
        words.textProperty().bindBidirectional(model.wordsProperty());
        HBox.setHgrow(words, Priority.ALWAYS);
        var level = new ComboBox<LogLine.Level>(FXCollections.observableArrayList(LogLine.Level.values()));
        level.setId("log-level");
        level.setAccessibleText(Messages.text("runs.log.level"));
        level.setConverter(new StringConverter<>() {
            @Override
            public String toString(LogLine.Level value) {
                return value == null ? "" : value.title();
            }

            @Override
            public LogLine.Level fromString(String text) {
                throw new UnsupportedOperationException(text); // the box is not editable
            }
        });
        level.valueProperty().bindBidirectional(model.levelProperty());
        level.setMinWidth(USE_PREF_SIZE);
        var head =
                new HBox(words, level, follow, Icons.button(Feather.COPY, Messages.text("runs.log.copy"), model::copy));
        head.getStyleClass().add("tab-head");
        return head;
    }

    private static final class LineCell extends ListCell<LogLine> {
        @Override
        protected void updateItem(LogLine line, boolean empty) {
            super.updateItem(line, empty);
            getStyleClass().removeAll("level-warning", "level-error");
            setText(empty || line == null ? null : line.text());
            if (!empty && line != null && line.level() != LogLine.Level.ALL) {
                getStyleClass().add("level-" + line.level().name().toLowerCase(Locale.ROOT));
            }
        }
    }
}
