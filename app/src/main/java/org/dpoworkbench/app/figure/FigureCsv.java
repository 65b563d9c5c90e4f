package org.dpoworkbench.app.figure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.app.figure.DrawnCurves.Drawn;
import org.dpoworkbench.app.figure.HistogramPanel.Values;

/// Writes the numbers of one figure as CSV (RFC 4180, UTF-8), a row for every point, so that it can be drawn again
/// elsewhere.
///
/// Columns: `panel`, `run` (the folder's name), `label`, `metric`, `source`, `x`, `value`, and `low` and `high` where
/// the point has an interval. A gap in a line has an empty value.
public final class FigureCsv {
    private static final List<String> HEADER =
            List.of("panel", "run", "label", "metric", "source", "x", "value", "low", "high");

    private final FigureExport export;
    private final Figure figure;
    private final Content content;

    /// What is written.
    public enum Content {
        /// The points that the lines go through: smoothed, thinned to what the paper shows, in the drawn range.
        DRAWN,
        /// Every recorded point.
        ALL
    }

    private FigureCsv(FigureExport export, Content content) {
        this.export = export;
        this.figure = export.figure();
        this.content = content;
    }

    /// Replaces the file as a whole.
    public static void write(FigureExport export, Content content, Path file) throws IOException {
        Replacing.write(file, out -> new FigureCsv(export, content).write(new CsvLines(out)));
    }

    private void write(CsvLines csv) throws IOException {
        csv.line(HEADER);
        for (Panel panel : figure.panels()) {
            switch (panel) {
                case CurvePanel curves -> curves(csv, curves);
                case CloudPanel cloud -> cloud(csv, cloud);
                case HistogramPanel histogram -> histogram(csv, histogram);
            }
        }
    }

    private void curves(CsvLines csv, CurvePanel panel) throws IOException {
        if (content == Content.ALL) {
            for (Curve curve : panel.curves()) {
                points(csv, panel, curve, source(curve), curve.points());
            }
            return;
        }
        DrawnCurves drawn = new DrawnCurves(figure, panel, export.options());
        for (Drawn each : drawn.thinned(export.painter().columnsOfPanel())) {
            points(
                    csv,
                    panel,
                    each.curve(),
                    source(each.curve()) + ", " + each.kind().text(),
                    each.points());
        }
    }

    private void points(CsvLines csv, CurvePanel panel, Curve curve, String source, Points points) throws IOException {
        FigureRun run = figure.runs().get(curve.run());
        for (int i = 0; i < points.size(); i++) {
            csv.line(List.of(
                    panel.title(),
                    run.id(),
                    run.label(),
                    curve.key(),
                    source,
                    across(points.x(i), panel.across()),
                    CsvLines.number(points.y(i)),
                    CsvLines.number(points.low(i)),
                    CsvLines.number(points.high(i))));
        }
    }

    private static String across(double x, Across axis) {
        return axis.steps() ? Long.toString(Math.round(x)) : CsvLines.number(x);
    }

    private static String source(Curve curve) {
        return switch (curve.source()) {
            case TRAINING -> "training";
            case HELD_OUT -> "held-out";
            case SAMPLES -> "policy samples";
            case REFERENCE_SAMPLES -> "reference samples";
        };
    }

    private void cloud(CsvLines csv, CloudPanel panel) throws IOException {
        FigureRun run = figure.runs().get(panel.run());
        for (int i = 0; i < panel.pairs().size(); i++) {
            csv.line(List.of(
                    panel.title(),
                    run.id(),
                    run.label(),
                    "logratios/chosen over logratios/rejected",
                    "held-out",
                    CsvLines.number(panel.pairs().rejected()[i]),
                    CsvLines.number(panel.pairs().chosen()[i]),
                    "",
                    ""));
        }
    }

    /// Drawn are the bins: `x` is a bin's lower end, the value its share. All are the single values, under `x`.
    private void histogram(CsvLines csv, HistogramPanel panel) throws IOException {
        Bins bins = Bins.over(panel.sets().stream().map(Values::numbers).toList());
        for (Values set : panel.sets()) {
            boolean drawn = content == Content.DRAWN;
            double[] numbers = drawn ? bins.shares(set.numbers()) : set.numbers();
            for (int i = 0; i < numbers.length; i++) {
                csv.line(List.of(
                        panel.title(),
                        "",
                        set.label(),
                        panel.across(),
                        "held-out",
                        CsvLines.number(drawn ? bins.from() + i * bins.width() : numbers[i]),
                        drawn ? CsvLines.number(numbers[i]) : "",
                        "",
                        ""));
            }
        }
    }
}
