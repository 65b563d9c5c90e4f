package org.dpoworkbench.app.window.newrun;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.app.window.model.Job;
import org.dpoworkbench.app.window.model.newrun.CheckResult;
import org.dpoworkbench.app.window.model.newrun.DataWords;
import org.dpoworkbench.app.window.model.newrun.EstimateWords;
import org.dpoworkbench.app.window.model.newrun.NewRunModel;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.ui.Messages;

/// What the check does and finds; there once it was asked for.
final class CheckSection extends VBox {
    private final NewRunModel model;

    CheckSection(NewRunModel model) {
        this.model = model;
        setId("check-result");
        getStyleClass().add("check-result");
        model.check().resultProperty().subscribe(this::show);
        model.check()
                .goingProperty()
                .subscribe(_ -> show(model.check().resultProperty().get()));
        model.form()
                .problems()
                .subscribe(() -> show(model.check().resultProperty().get()));
    }

    private void show(CheckResult result) {
        List<Node> says = new ArrayList<>(
                model.form().problems().stream().map(CheckSection::problem).toList());
        switch (result) {
            case CheckResult.None _ -> {}
            case CheckResult.Running _ -> model.check().goingProperty().get().ifPresent(job -> says.add(running(job)));
            case CheckResult.Passed passed -> says.addAll(passed(passed));
            case CheckResult.Failed failed -> {
                says.add(problem(Messages.text("newrun.check.failed")));
                failed.problems().stream().map(CheckSection::problem).forEach(says::add);
            }
        }
        getChildren().setAll(says);
        setVisible(!says.isEmpty());
        setManaged(!says.isEmpty());
    }

    private HBox running(Job job) {
        var bar = new ProgressBar();
        bar.progressProperty().bind(job.fractionProperty());
        var phase = new Label();
        phase.textProperty().bind(job.phaseProperty());
        phase.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(phase, Priority.ALWAYS);
        var cancel = new Button(Messages.text("newrun.check.cancel"));
        cancel.setAccessibleText(cancel.getText());
        cancel.setOnAction(_ -> model.check().cancel());
        return new HBox(8, new Label(Messages.text("newrun.check.running")), bar, phase, cancel);
    }

    private static List<Node> passed(CheckResult.Passed passed) {
        List<Node> says = new ArrayList<>();
        DataReport report = passed.report();
        says.add(head(Messages.text("newrun.check.passed")));
        says.add(ModelSection.quiet(DataWords.counts(report)));
        report.losses().map(ModelSection::quiet).ifPresent(says::add);
        for (Finding finding : Finding.values()) {
            int count = report.findings(finding);
            if (count > 0) {
                says.add(ModelSection.quiet(Messages.text("newrun.check.finding", count, finding.meaning())));
            }
        }
        Benchmark.Trial trial = passed.trial();
        says.add(ModelSection.quiet(Messages.text(
                "newrun.check.step",
                trial.pairs(),
                trial.longestTokens(),
                Numbers.rounded(trial.stepMs(), 3),
                trial.peakRssMib().isPresent()
                        ? EstimateWords.bytes(trial.peakRssMib().getAsDouble() * (1 << 20))
                        : Messages.text("newrun.check.memory.unknown"))));
        trial.sample()
                .ifPresent(sample -> says.addAll(List.of(
                        head(
                                sample.end().isBeforeCap()
                                        ? Messages.text("newrun.check.sample.ended", sample.tokens())
                                        : Messages.text("newrun.check.sample.capped", sample.tokens())),
                        text(sample.prompt(), "prompt"),
                        text(sample.completion(), "completion"))));
        return says;
    }

    private static Label head(String text) {
        var label = new Label(text);
        label.getStyleClass().add("title");
        return label;
    }

    private static Label text(String text, String style) {
        var label = ModelSection.quiet(text.length() > 600 ? text.substring(0, 600) + " …" : text);
        label.getStyleClass().setAll("label", style);
        return label;
    }

    private static Label problem(String text) {
        var label = ModelSection.quiet(text);
        label.getStyleClass().setAll("label", "field-error");
        return label;
    }
}
