package org.dpoworkbench.app.window.figures;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.figures.FiguresModel;
import org.dpoworkbench.app.window.model.figures.SavedFigures.Preset;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// Named setups: one is chosen, and what is drawn now is kept under a name.
final class PresetBar extends VBox {
    private final FiguresModel model;
    private final ComboBox<Preset> presets = new ComboBox<>();
    private final TextField name = new TextField();

    PresetBar(FiguresModel model) {
        this.model = model;
        getStyleClass().add("preset-bar");
        presets.setId("figure-presets");
        presets.setItems(model.presets());
        presets.setPromptText(Messages.text("figures.preset"));
        presets.setAccessibleText(Messages.text("figures.preset"));
        presets.setMaxWidth(Double.MAX_VALUE);
        presets.setConverter(new StringConverter<>() {
            @Override
            public String toString(Preset preset) {
                return preset == null ? "" : preset.name();
            }

            @Override
            public Preset fromString(String string) {
                throw new UnsupportedOperationException("Presets are only chosen");
            }
        });
        presets.valueProperty().subscribe((_, chosen) -> {
            if (chosen != null && !model.presetProperty().getValue().equals(Optional.of(chosen))) {
                model.apply(chosen);
            }
        });
        model.presetProperty().subscribe(this::show);
        name.setId("figure-preset-name");
        name.setPromptText(Messages.text("figures.preset.name"));
        name.setAccessibleText(Messages.text("figures.preset.name"));
        name.setOnAction(_ -> save());
        Button save = Icons.button(Feather.SAVE, Messages.text("figures.preset.save"), this::save);
        save.setId("figure-preset-save");
        save.disableProperty().bind(name.textProperty().map(String::isBlank));
        Button delete = Icons.button(Feather.TRASH_2, Messages.text("figures.preset.delete"), this::delete);
        delete.disableProperty().bind(presets.valueProperty().isNull());
        presets.disableProperty().bind(Bindings.isEmpty(model.presets()));
        getChildren().setAll(line(presets, delete), line(name, save));
    }

    private static HBox line(Control wide, Button button) {
        HBox.setHgrow(wide, Priority.ALWAYS);
        var line = new HBox(wide, button);
        line.getStyleClass().add("preset-line");
        return line;
    }

    /// A setup that was changed since is no preset any more, and can be chosen again.
    private void show(Optional<Preset> preset) {
        presets.setValue(preset.orElse(null)); // no selection, as selection models have it
        preset.ifPresent(shown -> name.setText(shown.name()));
    }

    private void save() {
        model.savePreset(name.getText());
    }

    private void delete() {
        if (presets.getValue() != null) {
            model.deletePreset(presets.getValue());
        }
    }
}
