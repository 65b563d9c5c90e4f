package org.dpoworkbench.app.window.runs;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunSummary;

/// Why the selected run failed or crashed, and what to do.
final class TroubleBanner extends VBox {
    private final Label problem = new Label();
    private Subscription watching = Subscription.EMPTY;

    TroubleBanner(RunsContext context) {
        getStyleClass().add("trouble");
        problem.setId("run-problem");
        problem.setWrapText(true);
        getChildren().setAll(problem);
        context.runs().selectedProperty().subscribe(this::watch);
    }

    private void watch(RunItem run) {
        watching.unsubscribe();
        watching = Subscription.EMPTY;
        setVisible(run != null);
        setManaged(run != null);
        if (run != null) {
            watching = run.summaryProperty().subscribe(this::show);
        }
    }

    private void show(RunSummary summary) {
        problem.setText(summary.problem().orElse(""));
        setVisible(summary.problem().isPresent());
        setManaged(summary.problem().isPresent());
    }
}
