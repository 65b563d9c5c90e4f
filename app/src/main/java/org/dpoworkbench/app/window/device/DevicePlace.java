package org.dpoworkbench.app.window.device;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
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
import org.dpoworkbench.app.present.SelfTestText;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.device.MachineFacts;
import org.dpoworkbench.engine.device.SelfTestResult;
import org.dpoworkbench.ui.Messages;

/// The place *Device*: what computes here, and what is missing.
public final class DevicePlace extends BorderPane {
    private static final int LINE = 90;

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
            Control value = value(facts.get(row).getValue());
            value.setAccessibleText(
                    facts.get(row).getKey() + ": " + facts.get(row).getValue());
            var name = new Label(facts.get(row).getKey());
            name.setMinWidth(Region.USE_PREF_SIZE);
            name.getStyleClass().add("beside-copyable");
            GridPane.setValignment(name, VPos.TOP);
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
        var test = new Button(Messages.text("device.test"));
        test.setId("device-test");
        var tested = new VBox(4);
        tested.setId("device-tested");
        test.setOnAction(_ -> test(test, tested));
        page.getChildren().add(new HBox(8, again, copy, test));
        page.getChildren().add(tested);
    }

    /// What fits a line can be selected; what does not is wrapped.
    private static Control value(String text) {
        if (text.length() > LINE) {
            var lines = new Label(text);
            lines.setWrapText(true);
            lines.setMinHeight(Region.USE_PREF_SIZE);
            lines.getStyleClass().add("beside-copyable");
            return lines;
        }
        var field = new TextField(text);
        field.setEditable(false);
        field.setPrefColumnCount(60);
        field.getStyleClass().add("copyable");
        return field;
    }

    private void test(Button button, VBox into) {
        button.setDisable(true);
        workbench
                .jobs()
                .start(
                        Messages.text("device.testing"),
                        workbench.rooms().deviceDoctor()::selfTest,
                        results -> {
                            button.setDisable(false);
                            into.getChildren()
                                    .setAll(results.stream()
                                            .map(DevicePlace::line)
                                            .toList());
                        },
                        e -> {
                            button.setDisable(false);
                            workbench.notices().error(e);
                        },
                        () -> button.setDisable(false));
    }

    private static Label line(SelfTestResult result) {
        var label = new Label(SelfTestText.of(result));
        label.setWrapText(true);
        if (!result.agrees()) {
            label.getStyleClass().add("problem");
        }
        return label;
    }
}
