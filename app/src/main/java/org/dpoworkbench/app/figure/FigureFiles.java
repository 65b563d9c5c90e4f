package org.dpoworkbench.app.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        FigurePainter painter = new FigurePainter(figure, sheet);
        PngExport.write(figure, painter, sheet.dpi(), png);
        PdfExport.write(figure, painter, pdf);
        String svg = SvgExport.element(figure, painter);
        Files.writeString(svgFile, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg + "\n");
        Files.writeString(caption, figure.caption() + "\n");
        return new FigureFiles(figure, painter.width() / Sheet.POINTS_PER_MM, png, pdf, svgFile, caption, svg);
    }
}
