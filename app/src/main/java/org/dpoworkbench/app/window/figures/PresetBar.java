package org.dpoworkbench.app.window.figures;

import javafx.scene.control.ComboBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.StringConverter;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.figures.FiguresModel;
import org.dpoworkbench.app.window.model.figures.SavedFigures.Preset;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// Named setups: choose one, or type a name and keep what is drawn now.
final class PresetBar extends HBox {
    private final FiguresModel model;
    private final ComboBox<Preset> presets = new ComboBox<>();

    PresetBar(FiguresModel model) {
        this.model = model;
        getStyleClass().add("preset-bar");
        presets.setId("figure-presets");
        presets.setEditable(true);
        presets.setItems(model.presets());
        presets.setPromptText(Messages.text("figures.preset"));
        presets.setAccessibleText(Messages.text("figures.preset"));
        presets.getEditor().setAccessibleText(Messages.text("figures.preset"));
        presets.setMaxWidth(Double.MAX_VALUE);
        presets.setPrefWidth(120);
        presets.setConverter(new StringConverter<>() {
            @Override
            public String toString(Preset preset) {
                return preset == null ? "" : preset.name();
            }

            @Override
            public Preset fromString(String name) {
                return named(name);
            }
        });
        presets.setOnAction(_ -> {
            if (presets.getValue() != null && presets.isFocusWithin()) {
                model.apply(presets.getValue());
            }
        });
        HBox.setHgrow(presets, Priority.ALWAYS);
        getChildren()
                .setAll(
                        presets,
                        Icons.button(Feather.SAVE, Messages.text("figures.preset.save"), this::save),
                        Icons.button(Feather.TRASH_2, Messages.text("figures.preset.delete"), this::delete));
    }

    private void save() {
        String name = presets.getEditor().getText();
        model.savePreset(name);
        presets.getEditor().setText(name);
    }

    private void delete() {
        Preset preset = named(presets.getEditor().getText());
        if (preset != null) {
            model.deletePreset(preset);
            presets.getEditor().clear();
        }
    }

    /// Null where there is none, as combo boxes have it.
    private Preset named(String name) {
        return model.presets().stream()
                .filter(preset -> preset.name().equals(name.strip()))
                .findFirst()
                .orElse(null);
    }
}
