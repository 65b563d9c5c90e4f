package org.dpoworkbench.app.window.runs;

import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.ui.Messages;

/// What there is to know of the selected runs.
final class RunTabs extends TabPane {
    RunTabs(RunsContext context) {
        setId("run-tabs");
        setAccessibleText(Messages.text("runs.tabs.accessible"));
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        setMinHeight(120);
        var settings = new Label();
        settings.setId("run-settings");
        settings.setWrapText(true);
        settings.textProperty()
                .bind(context.runs()
                        .selectedProperty()
                        .flatMap(run -> run.summaryProperty())
                        .map(RunSummary::settings)
                        .orElse(Messages.text("runs.select")));
        getTabs().setAll(new Tab(Messages.text("runs.tab.configuration"), settings));
        context.wishes().onDetails(this::requestFocus);
    }
}
