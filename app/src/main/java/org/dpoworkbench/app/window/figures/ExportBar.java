package org.dpoworkbench.app.window.figures;

import atlantafx.base.theme.Styles;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.figures.FigureFormat;
import org.dpoworkbench.app.window.model.figures.FiguresModel;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// Where the figure goes.
final class ExportBar extends FlowPane {
    private final FiguresModel model;
    private final ObjectProperty<FigureFormat> format = new SimpleObjectProperty<>(this, "format", FigureFormat.PDF);

    ExportBar(FiguresModel model) {
        this.model = model;
        getStyleClass().add("export-bar");
        Choice<FigureFormat> formats =
                Choice.of(List.of(FigureFormat.values()), FigureFormat::title, Messages.text("figures.format"), format);
        formats.setId("figure-format");
        formats.setMaxWidth(USE_PREF_SIZE);
        Button save = button("figure-save", Messages.text("figures.save"), Feather.DOWNLOAD, this::save);
        save.getStyleClass().add(Styles.ACCENT);
        Button saveAll = button("figure-save-all", Messages.text("figures.saveAll"), Feather.FOLDER, this::saveAll);
        saveAll.setTooltip(new Tooltip(Messages.text("figures.saveAll.tip")));
        Button again = button("figure-again", Messages.text("figures.again"), Feather.REFRESH_CW, model::again);
        again.setTooltip(new Tooltip(Messages.text("figures.again.tip")));
        model.staleProperty().subscribe(stale -> again.pseudoClassStateChanged(Styles.STATE_ACCENT, stale));
        Button report = button("figure-report", Messages.text("figures.report"), Feather.BOOK_OPEN, model::report);
        report.setTooltip(new Tooltip(Messages.text("figures.report.tip")));
        Button undo = Icons.button(Feather.ROTATE_CCW, Messages.text("figures.undo"), model::undo);
        undo.disableProperty().bind(model.canUndoProperty().not());
        var noFigure = model.previewProperty().map(preview -> preview.isEmpty());
        for (Node node : List.of(save, saveAll, report)) {
            node.disableProperty().bind(noFigure);
        }
        getChildren().setAll(formats, save, saveAll, copy(noFigure), again, report, undo);
    }

    /// What this place can do, by name and key.
    List<Command> commands(Workbench workbench) {
        BooleanSupplier drawn = () -> workbench.placeProperty().get() == Place.FIGURES
                && model.previewProperty().get().isPresent();
        return List.of(
                new Command(Messages.text("figures.command.save"), "Shortcut+S", drawn, this::save),
                new Command(Messages.text("figures.command.saveAll"), "", drawn, this::saveAll),
                new Command(Messages.text("figures.copy.picture"), "Shortcut+Shift+C", drawn, model::copyPicture),
                new Command(Messages.text("figures.copy.caption"), "", drawn, model::copyCaption),
                new Command(Messages.text("figures.command.again"), "", drawn, model::again),
                new Command(Messages.text("figures.command.report"), "", drawn, model::report));
    }

    private MenuButton copy(ObservableValue<Boolean> noFigure) {
        var menu = new MenuButton(
                Messages.text("figures.copy"),
                Icons.of(Feather.COPY),
                item(Messages.text("figures.copy.picture"), model::copyPicture),
                item(Messages.text("figures.copy.svg"), model::copySvg),
                item(Messages.text("figures.copy.caption"), model::copyCaption));
        menu.setId("figure-copy");
        menu.setAccessibleText(Messages.text("figures.copy"));
        menu.disableProperty().bind(noFigure);
        return menu;
    }

    private void save() {
        model.save(format.get());
    }

    private void saveAll() {
        model.saveAll(EnumSet.of(format.get()));
    }

    private static MenuItem item(String text, Runnable action) {
        var item = new MenuItem(text);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private static Button button(String id, String text, Feather icon, Runnable action) {
        var button = new Button(text, Icons.of(icon));
        button.setId(id);
        button.setAccessibleText(text);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
