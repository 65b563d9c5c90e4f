package org.dpoworkbench.app.window.runs;

import java.util.function.Supplier;
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
        getTabs()
                .setAll(
                        tab(Messages.text("runs.tab.values"), () -> new ValuesTab(context)),
                        tab(
                                Messages.text("runs.tab.configuration"),
                                () -> new SettingsTab(
                                        context,
                                        context.comparison().settings(),
                                        "run-settings",
                                        Messages.text("runs.tab.configuration"),
                                        Messages.text("runs.settings.none"))),
                        tab(
                                Messages.text("runs.tab.provenance"),
                                () -> new SettingsTab(
                                        context,
                                        context.comparison().provenance(),
                                        "run-provenance",
                                        Messages.text("runs.tab.provenance"),
                                        Messages.text("runs.provenance.none"))),
                        tab(Messages.text("runs.tab.checkpoints"), () -> new CheckpointsTab(context)),
                        tab(Messages.text("runs.tab.log"), () -> new LogTab(context)),
                        tab(Messages.text("runs.tab.events"), () -> new EventsTab(context)));
        context.wishes().onDetails(this::focusDetails);
        context.wishes().onLog(() -> {
            getSelectionModel().select(4);
            focusDetails();
        });
    }

    private void focusDetails() {
        getSelectionModel().getSelectedItem().getContent().requestFocus();
    }

    /// Its content is made when it is first looked at.
    private static Tab tab(String title, Supplier<Node> content) {
        var tab = new Tab(title);
        tab.selectedProperty().subscribe(selected -> {
            if (selected && tab.getContent() == null) {
                tab.setContent(content.get());
            }
        });
        return tab;
    }
}
