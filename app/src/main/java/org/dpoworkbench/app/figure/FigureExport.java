package org.dpoworkbench.app.figure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A figure as it will be printed, in every form. Needs no display; what is drawn is the same in all of them.
public final class FigureExport {
    private final Figure figure;
    private final FigureOptions options;
    private final FigurePainter painter;

    public FigureExport(Figure figure, FigureOptions options) {
        this.figure = figure;
        this.options = options;
        this.painter = new FigurePainter(figure, options);
    }

    public Figure figure() {
        return figure;
    }

    public FigureOptions options() {
        return options;
    }

    /// Width on paper in millimetres.
    public double widthMm() {
        return painter.width() / Sheet.POINTS_PER_MM;
    }

    /// Height on paper in millimetres.
    public double heightMm() {
        return painter.height() / Sheet.POINTS_PER_MM;
    }

    public String caption() {
        return figure.caption(options);
    }

    /// Pixels at the sheet's resolution, with size, title and caption inside.
    public byte[] png() throws IOException {
        return png(options.sheet().dpi());
    }

    /// Pixels at another resolution, for a screen.
    public byte[] png(double dpi) throws IOException {
        return PngExport.bytes(this, painter, dpi);
    }

    /// A page of the figure's size with real text in an embedded font.
    public byte[] pdf() throws IOException {
        return PdfExport.bytes(this, painter);
    }

    /// The drawing as an `svg` element, to stand inside a page.
    public String svgElement() {
        return SvgExport.element(this, painter);
    }

    /// The drawing as a file of its own.
    public byte[] svg() {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svgElement() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    FigurePainter painter() {
        return painter;
    }
}
