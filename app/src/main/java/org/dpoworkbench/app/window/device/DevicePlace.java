package org.dpoworkbench.app.window.device;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.machine.Doctor;
import org.dpoworkbench.app.machine.Machine;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.device.MachineFacts;
import org.dpoworkbench.ui.Messages;

/// The place *Device*: what computes here, and what is missing.
public final class DevicePlace extends BorderPane {
    private final Workbench workbench;
    private final VBox page = new VBox(16);

    public DevicePlace(PlaceContext context) {
        this.workbench = context.workbench();
        setId("device-place");
        page.getStyleClass().add("settings-page");
        var scroll = new ScrollPane(page);
        scroll.setFitToWidth(true);
        setCenter(scroll);
        examine();
    }

    private void examine() {
        workbench
                .jobs()
                .start(
                        Messages.text("device.looking"),
                        _ -> Doctor.examine(
                                workbench.folder(), workbench.rooms().deviceDoctor()::look),
                        this::show,
                        workbench.notices()::error);
    }

    private void show(Machine machine) {
        var title = new Label(Messages.text("place.device"));
        title.getStyleClass().add(Styles.TITLE_4);
        List<Map.Entry<String, String>> facts = MachineFacts.of(machine);
        var grid = new GridPane(16, 8);
        for (int row = 0; row < facts.size(); row++) {
            var value = new TextField(facts.get(row).getValue());
            value.setEditable(false);
            value.setPrefColumnCount(60);
            value.getStyleClass().add("copyable");
            value.setAccessibleText(
                    facts.get(row).getKey() + ": " + facts.get(row).getValue());
            var name = new Label(facts.get(row).getKey());
            name.setMinWidth(Region.USE_PREF_SIZE);
            GridPane.setHgrow(value, Priority.ALWAYS);
            grid.addRow(row, name, value);
        }
        var again = new Button(Messages.text("device.again"));
        again.setOnAction(_ -> examine());
        var copy = new Button(Messages.text("device.copy"));
        copy.setOnAction(_ -> workbench.desk().copyText(MachineFacts.text(machine)));
        page.getChildren().setAll(title, grid);
        for (String problem : machine.problems()) {
            var label = new Label(problem);
            label.setWrapText(true);
            label.getStyleClass().add("problem");
            page.getChildren().add(label);
        }
        page.getChildren().add(new HBox(8, again, copy));
    }
}
