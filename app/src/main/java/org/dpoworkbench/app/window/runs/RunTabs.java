package org.dpoworkbench.app.window.runs;

import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import org.dpoworkbench.ui.Messages;

/// What there is to know of the selected runs.
final class RunTabs extends TabPane {
    RunTabs(RunsContext context) {
        setId("run-tabs");
        getStyleClass().add("run-tabs");
        setAccessibleText(Messages.text("runs.tabs.accessible"));
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        setMinHeight(120);
        getTabs()
                .setAll(
                        tab(Messages.text("runs.tab.values"), new ValuesTab(context)),
                        tab(
                                Messages.text("runs.tab.configuration"),
                                new SettingsTab(
                                        context,
                                        context.comparison().settings(),
                                        "run-settings",
                                        Messages.text("runs.tab.configuration"),
                                        Messages.text("runs.settings.none"))),
                        tab(
                                Messages.text("runs.tab.provenance"),
                                new SettingsTab(
                                        context,
                                        context.comparison().provenance(),
                                        "run-provenance",
                                        Messages.text("runs.tab.provenance"),
                                        Messages.text("runs.provenance.none"))),
                        tab(Messages.text("runs.tab.checkpoints"), new CheckpointsTab(context)),
                        tab(Messages.text("runs.tab.log"), new LogTab(context)),
                        tab(Messages.text("runs.tab.events"), new EventsTab(context)));
        context.wishes().onDetails(this::focusDetails);
        context.wishes().onLog(() -> {
            getSelectionModel().select(4);
            focusDetails();
        });
    }

    private void focusDetails() {
        getSelectionModel().getSelectedItem().getContent().requestFocus();
    }

    private static Tab tab(String title, Node content) {
        return new Tab(title, content);
    }
}
