package org.dpoworkbench.app.figure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.dpoworkbench.engine.run.AtomicFile;

/// A figure's files: pixels, two vector forms with real text, and the caption.
///
/// @param widthMm width on paper in millimetres
/// @param svg     the drawing as an `svg` element, to stand inside a page
public record FigureFiles(Figure figure, double widthMm, Path png, Path pdf, Path svgFile, Path caption, String svg) {

    /// Draws the figure into `folder`, each file called after the figure. Needs no display.
    ///
    /// @param folder exists
    public static FigureFiles write(Figure figure, Sheet sheet, Path folder) throws IOException {
        Path png = folder.resolve(figure.name() + ".png");
        Path pdf = folder.resolve(figure.name() + ".pdf");
        Path svgFile = folder.resolve(figure.name() + ".svg");
        Path caption = folder.resolve(figure.name() + ".txt");
        FigureExport export = new FigureExport(figure, FigureOptions.on(sheet.fitting(figure)));
        AtomicFile.write(png, export.png());
        AtomicFile.write(pdf, export.pdf());
        AtomicFile.write(svgFile, export.svg());
        AtomicFile.write(caption, (export.caption() + "\n").getBytes(StandardCharsets.UTF_8));
        return new FigureFiles(figure, export.widthMm(), png, pdf, svgFile, caption, export.svgElement());
    }
}
