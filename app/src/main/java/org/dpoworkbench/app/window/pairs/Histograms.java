package org.dpoworkbench.app.window.pairs;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.chart.AxisRange;
import org.dpoworkbench.app.chart.Histogram;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.window.chart.OutlineHistograms;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.pairs.Bounds;
import org.dpoworkbench.app.window.model.pairs.PairsViewModel;
import org.dpoworkbench.app.window.model.pairs.RunPairs;
import org.dpoworkbench.app.window.model.pairs.Unit;
import org.dpoworkbench.engine.evaluation.PairEvaluation;
import org.dpoworkbench.ui.Messages;

/// How the clouds' dots lie along each axis and across the diagonal, all runs over each other.
final class Histograms extends VBox {
    private static final int BINS = 48;
    private static final int TICKS = 5;

    private final PairsViewModel model;
    private final PlaceContext context;
    private final OutlineHistograms chosen = pane(Messages.text("pairs.histogram.accessible.chosen"));
    private final OutlineHistograms rejected = pane(Messages.text("pairs.histogram.accessible.rejected"));
    private final OutlineHistograms margin = pane(Messages.text("pairs.histogram.accessible.margin"));

    /// A number of a pair in a unit.
    private interface Value {
        double of(Unit unit, PairEvaluation evaluation, int pair);
    }

    Histograms(PairsViewModel model, PlaceContext context) {
        this.model = model;
        this.context = context;
        getStyleClass().add("histograms");
        getChildren().setAll(chosen, rejected, margin);
    }

    private static OutlineHistograms pane(String accessible) {
        var pane = new OutlineHistograms(accessible);
        VBox.setVgrow(pane, Priority.ALWAYS);
        return pane;
    }

    void show() {
        setVisible(model.hasPairs()); // axes of nothing would look like a result
        Unit unit = model.unitProperty().get();
        Bounds logRatios = model.rangesProperty().get().logRatios().in(unit);
        Bounds margins = model.rangesProperty().get().margins().in(unit);
        show(chosen, Messages.text("pairs.axis.chosen", unit.title()), logRatios, Unit::chosen);
        show(rejected, Messages.text("pairs.axis.rejected", unit.title()), logRatios, Unit::rejected);
        show(margin, Messages.text("pairs.histogram.margin", unit.title()), margins, Unit::margin);
    }

    private void show(OutlineHistograms pane, String title, Bounds bounds, Value value) {
        ScreenTheme theme = context.theme().getValue();
        Unit unit = model.unitProperty().get();
        AxisRange range = AxisRange.holding(bounds.low(), bounds.high(), TICKS);
        List<OutlineHistograms.Outline> outlines = new ArrayList<>();
        for (RunPairs run : model.runs()) {
            run.current()
                    .ifPresent(l -> outlines.add(new OutlineHistograms.Outline(
                            Histogram.of(range, BINS, l.evaluation().size(), i -> value.of(unit, l.evaluation(), i)),
                            run.run().look())));
        }
        pane.show(title, range, outlines, theme);
    }
}
