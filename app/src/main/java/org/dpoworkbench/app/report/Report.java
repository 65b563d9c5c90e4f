package org.dpoworkbench.app.report;

import static org.dpoworkbench.app.report.Html.element;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.app.figure.Figure;
import org.dpoworkbench.app.figure.FigureFiles;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.app.figure.Figures;
import org.dpoworkbench.app.figure.NumbersCsv;
import org.dpoworkbench.app.figure.RunLabels;
import org.dpoworkbench.app.figure.Sheet;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.AtomicFile;

/// A report on runs that a person can read, with every figure and number beside it.
///
/// @param pdf     the report on A4
/// @param html    the same for a browser, in one file
/// @param numbers all numbers of the runs
/// @param columns what the columns of `numbers` mean
/// @param figures the figures' files, in the order of the report
public record Report(Path pdf, Path html, Path numbers, Path columns, List<FigureFiles> figures) {

    /// Writes `report.pdf`, `report.html`, `numbers.csv`, `columns.csv` and a folder `figures` into `folder`, which is
    /// made where it is missing; files of an earlier report there are replaced. Needs no display.
    ///
    /// @param runs     at least one; the first is what others are compared with
    /// @param progress hears of each figure
    /// @throws UserError where there is no run
    public static Report write(List<FigureRun> runs, ReportText text, Path folder, Progress progress)
            throws IOException {
        if (runs.isEmpty()) {
            throw new UserError("There is no run to report on. Name at least one run folder.");
        }
        List<FigureRun> distinct = RunLabels.distinct(runs);
        Path drawings = Files.createDirectories(folder.resolve("figures"));
        List<FigureFiles> figures = new ArrayList<>();
        List<Figure> drawn = Figures.of(distinct);
        int parts = drawn.size() + 2; // the numbers and the pages
        for (Figure figure : drawn) {
            progress.at(figure.title(), figures.size(), parts);
            figures.add(FigureFiles.write(figure, Sheet.PAGE, drawings));
        }
        Report report = new Report(
                folder.resolve("report.pdf"),
                folder.resolve("report.html"),
                folder.resolve("numbers.csv"),
                folder.resolve("columns.csv"),
                List.copyOf(figures));
        progress.at("Numbers", parts - 2L, parts);
        NumbersCsv.write(distinct, report.numbers());
        NumbersCsv.writeColumns(report.columns());
        progress.at("Pages", parts - 1L, parts);
        ReportPage page = new ReportPage(distinct, text, figures);
        String html = page.xhtml(figure -> new Html.Markup(figure.svg()));
        AtomicFile.write(report.html(), html.getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(report.pdf(), ReportPdf.bytes(page.xhtml(Report::drawing), drawings));
        return report;
    }

    /// The figure's PDF, which is put into the page as it is, lines as lines and text as text.
    private static Html drawing(FigureFiles files) {
        return element("img")
                .with("src", files.pdf().getFileName().toString())
                .with("alt", files.figure().caption())
                .with("style", "width: " + files.widthMm() + "mm");
    }
}
