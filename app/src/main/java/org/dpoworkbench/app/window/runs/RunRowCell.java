package org.dpoworkbench.app.window.runs;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import javafx.beans.InvalidationListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.control.RunMark;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.app.window.model.runs.FigureWords;
import org.dpoworkbench.app.window.model.runs.RunNames;
import org.dpoworkbench.app.window.model.runs.RunRow;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// A line of the list: a heading, or a run with its eye, its mark, how it is called, how far it is and its key figures.
final class RunRowCell extends ListCell<RunRow> {
    private static final PseudoClass PROBLEM = PseudoClass.getPseudoClass("problem");

    private final RunsContext context;
    private final Label heading = new Label();
    private final Label eye = new Label();
    private final RunMark mark;
    private final Label badge = new Label();
    private final Label star = new Label(null, Icons.of(Feather.STAR));
    private final StateLabel state = new StateLabel();
    private final Label name = new Label();
    private final HBox tags = new HBox();
    private final ProgressBar bar = new ProgressBar();
    private final Label steps = new Label();
    private final Label figures = new Label();
    private final VBox box;
    private Subscription watching = Subscription.EMPTY;

    RunRowCell(RunsContext context) {
        this.context = context;
        mark = new RunMark(RunLook.of(0), context.place().theme());
        getStyleClass().add("run-cell");
        heading.getStyleClass().add("group-heading");
        eye.getStyleClass().add("eye");
        eye.setOnMouseClicked(_ -> run().ifPresent(context.actions()::toggleShown));
        badge.getStyleClass().add("badge-text");
        star.getStyleClass().add("star");
        star.setTooltip(new Tooltip(Messages.text("runs.baseline.tooltip")));
        name.getStyleClass().add("quiet");
        tags.getStyleClass().add("tags");
        steps.getStyleClass().add("steps");
        steps.setMinWidth(Region.USE_PREF_SIZE);
        figures.getStyleClass().add("figures");
        bar.setMaxWidth(Double.MAX_VALUE);
        var first = line(eye, mark, badge, star, spacer(), state);
        var second = line(name, spacer(), tags);
        tags.setMinWidth(0);
        name.setMinWidth(60);
        var third = line(figures, spacer(), steps);
        figures.setMinWidth(0);
        badge.setMinWidth(0);
        box = new VBox(first, second, third, bar);
        box.getStyleClass().add("run-line");
        setPrefWidth(0); // as wide as the list, which never scrolls sideways
    }

    private Optional<RunItem> run() {
        return getItem() instanceof RunRow.Run run ? Optional.of(run.item()) : Optional.empty();
    }

    @Override
    protected void updateItem(RunRow row, boolean empty) {
        super.updateItem(row, empty);
        watching.unsubscribe();
        watching = Subscription.EMPTY;
        setText(null);
        setGraphic(null);
        setAccessibleText(null);
        if (empty || row == null) {
            return;
        }
        switch (row) {
            case RunRow.Group group -> {
                heading.setText(Messages.text("runs.group.heading", group.title(), group.count()));
                setGraphic(heading);
            }
            case RunRow.Run run -> {
                setGraphic(box);
                watch(run.item());
            }
        }
    }

    private void watch(RunItem item) {
        InvalidationListener tagged = _ -> showTags(item);
        item.tags().addListener(tagged);
        InvalidationListener counted = _ -> show(item, item.summary());
        context.records().known().addListener(counted);
        watching = Subscription.combine(
                item.summaryProperty().subscribe(summary -> show(item, summary)),
                item.shownProperty().subscribe(this::showEye),
                item.lookProperty().subscribe(_ -> mark.show(item.look())),
                context.runs().baselineProperty().subscribe(baseline -> {
                    star.setVisible(baseline == item);
                    star.setManaged(baseline == item);
                }),
                item.nameProperty().subscribe(_ -> name.setText(RunNames.of(item))),
                () -> item.tags().removeListener(tagged),
                () -> context.records().known().removeListener(counted));
        showTags(item);
    }

    private void showEye(boolean open) {
        eye.setGraphic(Icons.of(open ? Feather.EYE : Feather.EYE_OFF));
        eye.pseudoClassStateChanged(PseudoClass.getPseudoClass("open"), open);
    }

    private void showTags(RunItem item) {
        tags.getChildren()
                .setAll(new TreeSet<>(item.tags())
                        .stream().map(RunRowCell::chip).toList());
    }

    private static Node chip(String tag) {
        var chip = new Label(tag);
        chip.getStyleClass().add("tag");
        return chip;
    }

    private void show(RunItem item, RunSummary summary) {
        badge.setText(summary.badge());
        state.show(summary);
        String total =
                summary.totalSteps() > 0 ? Integer.toString(summary.totalSteps()) : Messages.text("runs.value.unknown");
        steps.setText(Messages.text("runs.steps", Integer.toString(summary.step()), total));
        bar.setProgress(summary.progress().orElse(0));
        bar.setVisible(summary.underWay());
        bar.setManaged(summary.underWay());
        List<String> words = FigureWords.of(item, context.records().of(item).heldOut());
        showFigures(summary, words);
        setAccessibleText(Messages.text(
                "runs.row.accessible",
                RunNames.of(item),
                summary.badge(),
                state.getText(),
                steps.getText(),
                summary.problem().orElseGet(() -> String.join(", ", words))));
    }

    /// The numbers, or why there are none.
    private void showFigures(RunSummary summary, List<String> words) {
        Optional<String> problem = summary.problem().filter(_ -> summary.state().isEmpty());
        figures.setText(problem.map(text -> text.replace('\n', ' ')).orElseGet(() -> String.join("   ", words)));
        figures.setTooltip(problem.map(RunRowCell::tooltip).orElse(null));
        figures.pseudoClassStateChanged(PROBLEM, problem.isPresent());
        steps.setVisible(problem.isEmpty());
        steps.setManaged(problem.isEmpty());
    }

    private static Tooltip tooltip(String text) {
        var tooltip = new Tooltip(text);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        return tooltip;
    }

    private static HBox line(Node... nodes) {
        var line = new HBox(nodes);
        line.getStyleClass().add("line");
        return line;
    }

    private static Region spacer() {
        var spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }
}
