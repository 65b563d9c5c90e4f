package org.dpoworkbench.app.window.figures;

import org.dpoworkbench.app.figure.FigureCsv;
import org.dpoworkbench.app.figure.FigureExport.Doubt;
import org.dpoworkbench.app.figure.FigureKind;
import org.dpoworkbench.app.figure.FigureOptions.LegendPlace;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.ui.Messages;

/// What this place calls things of the figure room.
final class FigureTexts {
    private FigureTexts() {}

    static String of(FigureKind kind) {
        return switch (kind) {
            case LOSS -> Messages.text("figures.kind.loss");
            case LOG_RATIOS -> Messages.text("figures.kind.logRatios");
            case MARGINS -> Messages.text("figures.kind.margins");
            case ACCURACY -> Messages.text("figures.kind.accuracy");
            case LENGTHS -> Messages.text("figures.kind.lengths");
            case SAMPLES -> Messages.text("figures.kind.samples");
            case GRADIENT_NORM -> Messages.text("figures.kind.gradientNorm");
            case POLICY -> Messages.text("figures.kind.policy");
            case REWARD_KL -> Messages.text("figures.kind.rewardKl");
            case PAIR_CLOUD -> Messages.text("figures.kind.pairCloud");
            case LENGTH_HISTOGRAMS -> Messages.text("figures.kind.lengthHistograms");
            case METRICS -> Messages.text("figures.kind.metrics");
        };
    }

    static String of(LegendPlace legend) {
        return switch (legend) {
            case BELOW -> Messages.text("figures.legend.below");
            case ABOVE -> Messages.text("figures.legend.above");
            case RIGHT -> Messages.text("figures.legend.right");
            case NONE -> Messages.text("figures.legend.none");
        };
    }

    static String of(FigureCsv.Content content) {
        return switch (content) {
            case DRAWN -> Messages.text("figures.csv.drawn");
            case ALL -> Messages.text("figures.csv.all");
        };
    }

    static String of(Doubt doubt) {
        return switch (doubt) {
            case DASHES_REPEAT -> Messages.text("figures.doubt.dashes");
            case LEGEND_BELOW -> Messages.text("figures.doubt.legend");
            case SMALL_TYPE -> Messages.text("figures.doubt.type");
        };
    }

    /// A metric by its name in files; one that is not defined here goes by that name.
    static String ofMetric(String key) {
        return Metric.ofKey(key).map(Metric::label).orElse(key);
    }
}
