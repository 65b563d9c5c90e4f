package org.dpoworkbench.app.window.runs;

import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.StackPane;
import org.dpoworkbench.app.window.control.EmptyState;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.foreign.GuestMenu;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.newrun.NewRunRequest;
import org.dpoworkbench.app.window.model.runs.DemoRuns;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// Stands where the runs will be: says what belongs there and offers the first one.
final class EmptyRuns extends StackPane {
    EmptyRuns(Workbench workbench) {
        getStyleClass().add("empty-runs");
        var demoRuns = new DemoRuns(workbench);
        var fresh = new Button(Messages.text("runs.empty.new"), Icons.of(Feather.PLUS));
        fresh.setId("first-run");
        fresh.getStyleClass().add("accent");
        fresh.setAccessibleText(fresh.getText());
        fresh.setOnAction(_ -> workbench.openNewRun(NewRunRequest.fresh()));
        var demo = new Button(Messages.text("runs.empty.demo"), Icons.of(Feather.PLAY));
        demo.setId("demo-runs");
        demo.setAccessibleText(demo.getText());
        demo.setOnAction(_ -> {
            demo.setDisable(true);
            demoRuns.queue();
        });
        demo.setVisible(demoRuns.offered());
        demo.setManaged(demoRuns.offered());
        fresh.setDisable(workbench.readOnly());
        demo.setDisable(workbench.readOnly());
        MenuButton other = GuestMenu.button(workbench.guests());
        other.setId("first-guest");
        getChildren()
                .setAll(new EmptyState(
                        Messages.text("runs.empty.title"), Messages.text("runs.empty.what"), fresh, demo, other));
    }
}
