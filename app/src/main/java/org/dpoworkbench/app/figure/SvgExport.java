package org.dpoworkbench.app.figure;

import java.util.Locale;
import org.jfree.svg.MeetOrSlice;
import org.jfree.svg.PreserveAspectRatio;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGUnits;
import org.jfree.svg.ViewBox;

/// Writes a figure as SVG with text as text; a reader without the font takes Arial or Helvetica, which are as wide.
final class SvgExport {
    private static final String FONTS = "Liberation Sans, Arial, Helvetica, sans-serif";

    private SvgExport() {}

    /// The figure as one `svg` element with title and description for screen readers.
    static String element(Figure figure, FigurePainter painter) {
        SVGGraphics2D graphics = new SVGGraphics2D(painter.width(), painter.height(), SVGUnits.PT);
        // Ids are unique over all figures of one page.
        graphics.setDefsKeyPrefix(figure.name() + "-");
        graphics.setFontFunction(_ -> FONTS);
        graphics.setGeomDoubleConverter(value -> shortNumber(value));
        painter.draw(graphics);
        String svg = graphics.getSVGElement(
                figure.name(),
                true,
                new ViewBox(0, 0, painter.width(), painter.height()),
                PreserveAspectRatio.XMID_YMID,
                MeetOrSlice.MEET);
        int afterTag = svg.indexOf('>') + 1;
        return svg.substring(0, afterTag - 1)
                + " role=\"img\"><title>"
                + escaped(figure.title())
                + "</title><desc>"
                + escaped(figure.caption())
                + "</desc>"
                + svg.substring(afterTag);
    }

    /// A hundredth of a point is finer than any printer.
    private static String shortNumber(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
