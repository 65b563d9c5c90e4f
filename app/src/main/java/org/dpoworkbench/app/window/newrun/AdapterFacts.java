package org.dpoworkbench.app.window.newrun;

import java.util.List;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.newrun.AdapterChoice;
import org.dpoworkbench.app.window.model.newrun.EstimateWords;
import org.dpoworkbench.app.window.model.newrun.Field;
import org.dpoworkbench.app.window.model.newrun.NewRunModel;
import org.dpoworkbench.ui.Messages;

/// The model's linear maps to choose among, and what the adapter makes of the numbers to train.
final class AdapterFacts extends VBox {
    private final NewRunModel model;
    private final FlowPane maps = new FlowPane(10, 2);

    AdapterFacts(NewRunModel model) {
        super(6);
        this.model = model;
        maps.setId("adapter-maps");
        FieldRow.show(List.of(maps), FieldRow.isUsed(model.form(), Field.LORA_TARGET_MODULES));
        Label effect = ModelSection.quiet("");
        effect.setId("adapter-effect");
        effect.getStyleClass().setAll("label");
        effect.textProperty()
                .bind(model.adapter()
                        .effectProperty()
                        .map(now -> now.map(AdapterFacts::words).orElse("")));
        effect.managedProperty().bind(effect.textProperty().isNotEmpty());
        getChildren().setAll(maps, effect);
        model.models().found(Field.MODEL).subscribe(_ -> list());
        model.form().field(Field.LORA_TARGET_MODULES).textProperty().subscribe(_ -> tick());
    }

    private void list() {
        maps.getChildren()
                .setAll(model.adapter().targets().stream().map(this::map).toList());
        tick();
    }

    private CheckBox map(String name) {
        var box = new CheckBox(name);
        box.setMnemonicParsing(false); // a _ is part of the name
        box.setUserData(name);
        box.setAccessibleText(Messages.text("newrun.lora.map", name));
        box.setOnAction(_ -> model.adapter().target(name, box.isSelected()));
        return box;
    }

    private void tick() {
        maps.getChildren().forEach(node -> {
            var box = (CheckBox) node;
            box.setSelected(model.adapter().isTarget((String) box.getUserData()));
        });
    }

    private static String words(AdapterChoice.Effect effect) {
        double all = effect.parameters().orElse(0);
        return Messages.text(
                "newrun.lora.effect",
                effect.extent().weights(),
                Numbers.percent(effect.extent().weights() / all),
                effect.extent().adapted(),
                effect.extent().modules(),
                EstimateWords.bytes(effect.bytes()),
                EstimateWords.bytes(effect.bytesOfAll()));
    }
}
