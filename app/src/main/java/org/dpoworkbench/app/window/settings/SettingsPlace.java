package org.dpoworkbench.app.window.settings;

import atlantafx.base.theme.Styles;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.dpoworkbench.app.machine.ProgramVersion;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.settings.SettingsStore;
import org.dpoworkbench.app.window.model.settings.WindowSettings;
import org.dpoworkbench.app.window.model.settings.WindowSettings.Theme;
import org.dpoworkbench.ui.Messages;

/// The place *Settings*: what the window remembers, the keys, the version.
public final class SettingsPlace extends BorderPane {
    private static final int MOST_SLOTS = 16;
    private static final double LABEL_WIDTH = 280;

    private final SettingsStore settings;
    private final ComboBox<Theme> theme = new ComboBox<>();

    /// Held here and weakly by the settings, which outlive the project.
    private final ChangeListener<WindowSettings> changed = (_, _, now) -> theme.setValue(now.theme());

    public SettingsPlace(PlaceContext context, SettingsStore settings) {
        this.settings = settings;
        setId("settings-place");
        var page = new VBox(
                24,
                section(Messages.text("settings.window"), window()),
                section(Messages.text("settings.project"), project(context)),
                section(Messages.text("settings.keys"), keys(context)),
                section(Messages.text("settings.about"), about()));
        page.getStyleClass().add("settings-page");
        var scroll = new ScrollPane(page);
        scroll.setFitToWidth(true);
        setCenter(scroll);
    }

    private static Node section(String title, Node content) {
        var head = new Label(title);
        head.getStyleClass().add(Styles.TITLE_4);
        return new VBox(8, head, content);
    }

    private Node window() {
        theme.setId("theme");
        theme.getItems().setAll(Theme.values());
        theme.setConverter(new ThemeNames());
        theme.setAccessibleText(Messages.text("settings.theme"));
        theme.setValue(settings.settings().theme());
        theme.setOnAction(_ -> settings.change(s -> s.withTheme(theme.getValue())));
        settings.settingsProperty().addListener(new WeakChangeListener<>(changed));
        var slots = new Spinner<Integer>(1, MOST_SLOTS, settings.settings().slots());
        slots.setId("slots");
        slots.setPrefWidth(100);
        slots.setAccessibleText(Messages.text("settings.slots"));
        slots.valueProperty().subscribe(n -> settings.change(s -> s.withSlots(n)));
        var grid = grid();
        grid.addRow(0, new Label(Messages.text("settings.theme")), theme);
        grid.addRow(1, new Label(Messages.text("settings.slots")), slots(slots));
        grid.addRow(
                2,
                new Label(Messages.text("settings.file")),
                copyable(settings.file().path().toString()));
        return grid;
    }

    private static HBox slots(Node spinner) {
        var line = new HBox(12, spinner, quiet(Messages.text("settings.slots.why")));
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static Node project(PlaceContext context) {
        var grid = grid();
        grid.addRow(
                0,
                new Label(Messages.text("settings.folder")),
                copyable(context.workbench().folder().toString()));
        grid.addRow(
                1,
                new Label(Messages.text("settings.projectFile")),
                copyable(context.workbench().project().file().toString()));
        return grid;
    }

    private static Node keys(PlaceContext context) {
        var grid = grid();
        int row = 0;
        for (Command command : context.workbench().commands()) {
            if (!command.shortcut().isEmpty()) {
                var keys = new Label(KeyCombination.valueOf(command.shortcut()).getDisplayText());
                keys.getStyleClass().add("key");
                grid.addRow(row++, new Label(command.title()), keys);
            }
        }
        return grid;
    }

    private static Node about() {
        var grid = grid();
        grid.addRow(0, new Label(Messages.text("settings.version")), copyable(ProgramVersion.number()));
        grid.addRow(
                1,
                new Label(Messages.text("settings.java")),
                copyable(Runtime.version().toString()));
        grid.addRow(
                2, new Label(Messages.text("settings.javafx")), copyable(System.getProperty("javafx.runtime.version")));
        return grid;
    }

    private static GridPane grid() {
        var grid = new GridPane(16, 8);
        grid.getColumnConstraints().add(new ColumnConstraints(LABEL_WIDTH));
        grid.getStyleClass().add("settings-grid");
        return grid;
    }

    private static Label quiet(String text) {
        var label = new Label(text);
        label.getStyleClass().add(Styles.TEXT_MUTED);
        return label;
    }

    private static TextField copyable(String text) {
        var field = new TextField(text);
        field.setEditable(false);
        field.setPrefColumnCount(48);
        field.setAccessibleText(text);
        field.getStyleClass().add("copyable");
        return field;
    }

    private static final class ThemeNames extends StringConverter<Theme> {
        @Override
        public String toString(Theme theme) {
            return theme == null
                    ? ""
                    : switch (theme) {
                        case SYSTEM -> Messages.text("settings.theme.system");
                        case LIGHT -> Messages.text("settings.theme.light");
                        case DARK -> Messages.text("settings.theme.dark");
                    };
        }

        @Override
        public Theme fromString(String name) {
            throw new UnsupportedOperationException("themes are chosen, not typed");
        }
    }
}
