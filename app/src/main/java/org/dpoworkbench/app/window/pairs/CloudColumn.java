package org.dpoworkbench.app.window.pairs;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.dpoworkbench.app.chart.AxisRange;
import org.dpoworkbench.app.chart.CloudDots;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.chart.CloudLabels;
import org.dpoworkbench.app.window.chart.CloudPane;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.RunMark;
import org.dpoworkbench.app.window.model.pairs.Bounds;
import org.dpoworkbench.app.window.model.pairs.LoadedEvaluation;
import org.dpoworkbench.app.window.model.pairs.PairsViewModel;
import org.dpoworkbench.app.window.model.pairs.RunPairs;
import org.dpoworkbench.app.window.model.pairs.Unit;
import org.dpoworkbench.engine.evaluation.PairSet;
import org.dpoworkbench.engine.evaluation.Regions;
import org.dpoworkbench.ui.Messages;

/// One run's cloud, with its name above and its regions' counts below.
final class CloudColumn extends VBox {
    private static final int TICKS = 6;

    private final PairsViewModel model;
    private final PlaceContext context;
    private final CloudTools tools;
    private final RunPairs run;
    private final CloudPane pane;
    private final PairCard card;
    private final Label step = new Label();
    private final Label why = new Label();
    private final Label problem = new Label();
    private Subscription subscriptions = Subscription.EMPTY;

    CloudColumn(PairsViewModel model, PlaceContext context, RunPairs run, CloudTools tools) {
        this.model = model;
        this.context = context;
        this.tools = tools;
        this.run = run;
        getStyleClass().add("cloud-column");
        pane = new CloudPane(Messages.text("pairs.cloud.accessible", run.run().id()));
        pane.setId("cloud-" + run.run().id());
        card = new PairCard(model, run, tools.layer());
        new CloudPointer(pane, model, tools.lasso(), card).install();
        var mark = new RunMark(run.run().look(), context.theme());
        var name = new Label(run.run().label());
        name.getStyleClass().add("title");
        name.setAccessibleText(run.run().id());
        step.getStyleClass().add("quiet");
        name.setMinWidth(USE_PREF_SIZE);
        var head = new HBox(mark, name, step);
        head.getStyleClass().add("head");
        why.setWrapText(true);
        why.getStyleClass().add("why");
        problem.setWrapText(true);
        problem.getStyleClass().add("problem");
        problem.managedProperty().bind(problem.visibleProperty());
        var plot = new StackPane(pane, why);
        VBox.setVgrow(plot, Priority.ALWAYS);
        getChildren().setAll(head, plot, problem);
        subscriptions = Subscription.combine(
                model.movesProperty().subscribe(_ -> {
                    showFrame();
                    showDots(true);
                }),
                run.evaluationsProperty().subscribe(_ -> showState()),
                run.run().curvesProperty().subscribe(_ -> showState()),
                run.run().lookProperty().subscribe(_ -> mark.show(run.run().look())),
                model.rangesProperty().subscribe(_ -> showFrame()),
                model.unitProperty().subscribe(_ -> {
                    showFrame();
                    showDots(false);
                }),
                model.colouringProperty().subscribe(_ -> showDots(false)),
                context.theme().subscribe(_ -> {
                    showFrame();
                    showDots(false);
                }),
                model.selectedProperty().subscribe(_ -> showSelection()),
                model.hoveredProperty().subscribe(this::showHovered));
    }

    /// Stops listening; the column is gone.
    void dispose() {
        subscriptions.unsubscribe();
        card.hide();
        pane.show(CloudDots.NONE, false);
    }

    CloudPane pane() {
        return pane;
    }

    CloudDots dots() {
        return pane.dots();
    }

    private void showFrame() {
        Unit unit = model.unitProperty().get();
        Bounds bounds = model.rangesProperty().get().logRatios().in(unit);
        OptionalDouble target = PairsViewModel.target(run.run(), unit);
        pane.frame(
                AxisRange.holding(bounds.low(), bounds.high(), TICKS),
                target,
                new CloudLabels(
                        Messages.text("pairs.axis.rejected", unit.title()),
                        Messages.text("pairs.axis.chosen", unit.title()),
                        target.isPresent()
                                ? Messages.text("pairs.target", Numbers.rounded(target.getAsDouble(), 4), unit.title())
                                : "",
                        corners()),
                context.theme().getValue());
    }

    private void showDots(boolean moved) {
        CloudDots dots = new DotColours(model, context.theme().getValue()).of(run);
        pane.show(dots, moved && tools.motion().isOn());
        showSelection();
        showHovered(model.hoveredProperty().get());
        showState();
        tools.drawn().run();
    }

    private void showState() {
        Optional<LoadedEvaluation> now = run.current();
        pane.setVisible(now.isPresent());
        why.setText(run.why().orElse(""));
        why.setVisible(now.isEmpty());
        step.setText(now.map(l -> Messages.text("pairs.atStep", Integer.toString(l.step()), above(l.regions())))
                .orElse(""));
        pane.setAccessibleText(accessible());
        problem.setText(now.isPresent() ? run.problem() : "");
        problem.setVisible(!problem.getText().isEmpty());
    }

    private CloudLabels.Corners corners() {
        return run.current()
                .map(LoadedEvaluation::regions)
                .map(r -> new CloudLabels.Corners(
                        Messages.text("pairs.region.apart", r.apart()),
                        Messages.text("pairs.region.bothRise", r.bothRise()),
                        Messages.text("pairs.region.bothFall", r.bothFall()),
                        Messages.text("pairs.region.wrongWay", r.wrongWay())))
                .orElse(CloudLabels.Corners.NONE);
    }

    private String accessible() {
        CloudLabels.Corners corners = corners();
        return Messages.text("pairs.cloud.accessible", run.run().id())
                + run.current().map(l -> above(l.regions())).orElse("")
                + String.join(", ", corners.topLeft(), corners.topRight(), corners.bottomLeft(), corners.bottomRight());
    }

    private static String above(Regions regions) {
        return Messages.text("pairs.region.above", regions.above(), regions.pairs());
    }

    private void showSelection() {
        var bits = new BitSet();
        run.current()
                .ifPresent(l -> model.selected()
                        .forEach(id -> l.evaluation().pairs().indexOf(id).ifPresent(bits::set)));
        pane.select(bits);
    }

    private void showHovered(Optional<String> id) {
        Optional<PairSet> pairs = run.current().map(l -> l.evaluation().pairs());
        pane.hover(id.isPresent() && pairs.isPresent() ? pairs.get().indexOf(id.get()) : OptionalInt.empty());
    }
}
