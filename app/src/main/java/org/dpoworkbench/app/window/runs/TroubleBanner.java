package org.dpoworkbench.app.window.runs;

import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.app.window.model.runs.LogLine;
import org.dpoworkbench.ui.Messages;

/// Why the selected run failed or crashed, what to do, and its log's last words.
final class TroubleBanner extends VBox {
    private static final int LAST_LINES = 3;

    private final RunsContext context;
    private final Label problem = new Label();
    private final Label lastWords = new Label();
    private final HBox links;
    private final Hyperlink proceed = new Hyperlink(Messages.text("runs.command.continue"));
    private Subscription watching = Subscription.EMPTY;

    TroubleBanner(RunsContext context) {
        this.context = context;
        getStyleClass().add("trouble");
        problem.setId("run-problem");
        problem.setWrapText(true);
        problem.setMinHeight(USE_PREF_SIZE);
        lastWords.setId("run-last-words");
        lastWords.getStyleClass().add("last-words");
        var log = new Hyperlink(Messages.text("runs.trouble.log"));
        log.setAccessibleText(log.getText());
        log.setOnAction(_ -> context.wishes().log());
        proceed.setAccessibleText(proceed.getText());
        proceed.setOnAction(_ -> context.commands().proceed.runIfEnabled());
        var again = new Hyperlink(Messages.text("runs.command.again"));
        again.setAccessibleText(again.getText());
        again.setOnAction(_ -> context.commands().again.runIfEnabled());
        links = new HBox(proceed, again, log);
        getChildren().setAll(problem, lastWords, links);
        context.log().all().addListener((InvalidationListener) _ -> showLastWords());
        context.runs().selectedProperty().subscribe(this::watch);
    }

    private void watch(RunItem run) {
        watching.unsubscribe();
        watching = Subscription.EMPTY;
        only(this, run != null);
        if (run != null) {
            watching = run.summaryProperty().subscribe(this::show);
        }
    }

    private void show(RunSummary summary) {
        problem.setText(summary.problem().orElse(""));
        only(this, summary.problem().isPresent());
        RunItem run = context.runs().selectedProperty().get();
        only(links, summary.origin().isEmpty()); // others have no worker, no settings and no log
        only(proceed, run != null && context.actions().ability(run).canContinue());
        showLastWords();
    }

    private void showLastWords() {
        List<LogLine> all = context.log().all();
        lastWords.setText(all.subList(Math.max(0, all.size() - LAST_LINES), all.size()).stream()
                .map(LogLine::text)
                .collect(Collectors.joining("\n")));
        only(lastWords, !lastWords.getText().isBlank());
    }

    private static void only(Node node, boolean wanted) {
        node.setVisible(wanted);
        node.setManaged(wanted);
    }
}
