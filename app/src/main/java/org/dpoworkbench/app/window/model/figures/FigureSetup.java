package org.dpoworkbench.app.window.model.figures;

import java.util.List;
import org.dpoworkbench.app.figure.FigureCsv;
import org.dpoworkbench.app.figure.FigureKind;
import org.dpoworkbench.app.figure.FigureOptions;
import org.dpoworkbench.app.figure.Sheet;
import org.dpoworkbench.engine.metric.Metric;

/// What is drawn and how, without the runs: a figure to come back to.
///
/// @param metrics    of [FigureKind#METRICS]: names in files, without `eval_`
/// @param options    without the marked step, which is the window's
/// @param marksStep  whether the window's marker is drawn
/// @param csv        what a table of the figure holds
public record FigureSetup(
        FigureKind kind, List<String> metrics, FigureOptions options, boolean marksStep, FigureCsv.Content csv) {
    public static final FigureSetup DEFAULT = new FigureSetup(
            FigureKind.LOSS, List.of(Metric.LOSS.key()), FigureOptions.on(Sheet.PAGE), false, FigureCsv.Content.DRAWN);

    public FigureSetup {
        metrics = List.copyOf(metrics);
    }

    public FigureSetup with(FigureKind other) {
        return new FigureSetup(other, metrics, options, marksStep, csv);
    }

    public FigureSetup withMetrics(List<String> others) {
        return new FigureSetup(kind, others, options, marksStep, csv);
    }

    public FigureSetup with(FigureOptions others) {
        return new FigureSetup(kind, metrics, others, marksStep, csv);
    }

    public FigureSetup withMarksStep(boolean marks) {
        return new FigureSetup(kind, metrics, options, marks, csv);
    }

    public FigureSetup with(FigureCsv.Content other) {
        return new FigureSetup(kind, metrics, options, marksStep, other);
    }
}
