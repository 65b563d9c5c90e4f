package org.dpoworkbench.app.figure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A figure as it will be printed, in every form. Needs no display; what is drawn is the same in all of them.
public final class FigureExport {
    private static final double SMALLEST_TYPE = 5;

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

    /// What may be wrong with the figure in print.
    public enum Doubt {
        /// Two runs have the same dashes, and in grey their lines look alike.
        DASHES_REPEAT,
        /// The legend leaves the panels too little room at the right and stands below.
        LEGEND_BELOW,
        /// The smallest type is below 5 points, which many journals refuse.
        SMALL_TYPE
    }

    public List<Doubt> doubts() {
        List<Doubt> doubts = new ArrayList<>();
        boolean lines = !figure.curvePanels().isEmpty();
        if (lines
                && options.grey()
                && dashes().distinct().count() < figure.runs().size()) {
            doubts.add(Doubt.DASHES_REPEAT);
        }
        if (painter.movedLegend()) {
            doubts.add(Doubt.LEGEND_BELOW);
        }
        if (options.sheet().fontPt() - 1 < SMALLEST_TYPE) {
            doubts.add(Doubt.SMALL_TYPE);
        }
        return doubts;
    }

    private Stream<List<Float>> dashes() {
        return IntStream.range(0, figure.runs().size())
                .mapToObj(run -> RunStyle.of(figure, run, true).dash());
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
