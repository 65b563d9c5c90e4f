package org.dpoworkbench.app.window.shell;

import atlantafx.base.controls.Popover;
import atlantafx.base.theme.Styles;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.WeakListChangeListener;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.StatusBar;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.RunMark;
import org.dpoworkbench.app.window.model.Job;
import org.dpoworkbench.app.window.model.Notice;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.app.window.model.shell.RunProgress;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The line at the foot: runs under way, work in the background, what computes, notices.
final class StatusLine extends StatusBar {
    private final PlaceContext context;
    private final Workbench workbench;
    private final HBox runs = new HBox(14);
    private final HBox jobs = new HBox(14);
    private final Button notices = noticesButton();

    /// Held here and weakly by the notices, which outlive the project.
    private final ListChangeListener<Notice> counting = _ -> count();

    /// Kept here, because a filtered list is not kept by the list that it filters.
    private final FilteredList<RunItem> active;

    StatusLine(PlaceContext context) {
        this.context = context;
        this.workbench = context.workbench();
        setId("status-line");
        getStyleClass().add("status-line");
        runs.getStyleClass().add("status-runs");
        jobs.getStyleClass().add("status-runs");
        var problem = new Label();
        problem.setId("problem");
        problem.getStyleClass().add("problem");
        problem.textProperty().bind(workbench.runs().problemProperty());
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        var device =
                new Label(Messages.text("status.device", Runtime.getRuntime().availableProcessors()));
        device.setMinWidth(Region.USE_PREF_SIZE);
        device.getStyleClass().add(Styles.TEXT_MUTED);
        setText("");
        setFocusTraversable(false);
        getLeftItems().setAll(counts(), runs, jobs, problem);
        getRightItems().setAll(device, notices);
        workbench.notices().all().addListener(new WeakListChangeListener<>(counting));
        count();

        active = new ActiveRuns(workbench.runs().runs()).list();
        active.addListener((ListChangeListener<RunItem>) _ -> showRuns());
        showRuns();
        workbench.jobs().running().addListener((ListChangeListener<Job>) _ -> showJobs());
        showJobs();
    }

    private Label counts() {
        var label = new Label();
        label.setId("run-count");
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> workbench.runs().loadedProperty().get()
                                ? Messages.text(
                                        "project.runs", workbench.runs().runs().size())
                                : Messages.text("project.reading"),
                        workbench.runs().runs(),
                        workbench.runs().loadedProperty()));
        return label;
    }

    private void showRuns() {
        runs.getChildren().setAll(active.stream().limit(3).map(this::run).toList());
        if (active.size() > 3) {
            runs.getChildren().add(new Label(Messages.text("status.more", active.size() - 3)));
        }
    }

    private Node run(RunItem item) {
        var bar = new ProgressBar();
        bar.setPrefWidth(90);
        ObservableValue<RunSummary> summary = item.summaryProperty();
        bar.progressProperty().bind(summary.map(s -> s.progress().orElse(-1)));
        var text = new Label();
        text.textProperty().bind(summary.map(s -> RunProgress.words(s, item.curves())));
        var button = new Button(null, new HBox(6, new RunMark(item.look(), context.theme()), text, bar));
        ((HBox) button.getGraphic()).getStyleClass().add("status-run");
        button.getStyleClass().add(Styles.FLAT);
        button.accessibleTextProperty().bind(text.textProperty());
        button.setOnAction(_ -> {
            item.shownProperty().set(true);
            workbench.runs().selectedProperty().set(item);
            workbench.placeProperty().set(Place.RUNS);
        });
        return button;
    }

    private void showJobs() {
        jobs.getChildren()
                .setAll(workbench.jobs().running().stream()
                        .limit(2)
                        .map(StatusLine::job)
                        .toList());
    }

    private static Node job(Job job) {
        var bar = new ProgressBar();
        bar.setPrefWidth(90);
        bar.progressProperty().bind(job.fractionProperty());
        bar.setAccessibleText(job.title());
        var text = new Label();
        text.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> job.phaseProperty().get().isEmpty()
                                ? job.title()
                                : job.title() + ": " + job.phaseProperty().get(),
                        job.phaseProperty()));
        var line = new HBox(
                6, text, bar, Icons.button(Feather.X, Messages.text("status.cancel", job.title()), job::cancel));
        line.getStyleClass().add("status-run");
        return line;
    }

    private Button noticesButton() {
        var button = new Button(null, Icons.of(Feather.BELL));
        button.setId("notices");
        button.getStyleClass().add(Styles.FLAT);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setTooltip(new Tooltip(Messages.text("notices.title")));
        button.setOnAction(_ -> popover().show(button));
        return button;
    }

    private void count() {
        int size = workbench.notices().all().size();
        notices.setText(size == 0 ? null : Integer.toString(size));
        notices.setAccessibleText(Messages.text("notices.accessible", size));
    }

    private Popover popover() {
        var lines = new VBox(10);
        lines.getStyleClass().add("notices");
        if (workbench.notices().all().isEmpty()) {
            lines.getChildren().add(new Label(Messages.text("notices.none")));
        }
        workbench.notices().all().forEach(notice -> lines.getChildren().add(line(notice)));
        var scroll = new ScrollPane(lines);
        scroll.setFitToWidth(true);
        scroll.setPrefSize(460, 320);
        var popover = new Popover(scroll);
        popover.setTitle(Messages.text("notices.title"));
        popover.setArrowLocation(Popover.ArrowLocation.BOTTOM_RIGHT);
        return popover;
    }

    private Node line(Notice notice) {
        var text = new Label(notice.text(), Icons.of(Toasts.icon(notice.level())));
        text.setWrapText(true);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        String report = notice.time() + " " + notice.text()
                + notice.detail().map(d -> "\n" + d).orElse("");
        var line = new HBox(
                6,
                text,
                Icons.button(
                        Feather.COPY,
                        Messages.text("notice.copy"),
                        () -> workbench.desk().copyText(report)));
        line.getStyleClass().add("notice-" + notice.level().name().toLowerCase(java.util.Locale.ROOT));
        return line;
    }
}
