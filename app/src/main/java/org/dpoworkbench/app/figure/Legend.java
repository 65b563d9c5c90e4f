package org.dpoworkbench.app.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.app.figure.Curve.Source;
import org.dpoworkbench.app.present.RunLook;

/// One legend for all panels: each run's colour, dash and marker, then in grey what faint lines and markers are.
final class Legend {
    private static final FontRenderContext MEASURE = new FontRenderContext(new AffineTransform(), true, true);
    private static final Color GREY = new Color(0x777777);
    private static final Color LIGHT = new Color(0xBBBBBB);
    /// Lighter than any run in grey, so that what all runs share is not taken for one of them.
    private static final Color OF_ALL_IN_GREY = new Color(0xA6A6A6);

    private static final RunStyle ANY = RunStyle.of(RunLook.of(0));

    private final double fontPt;
    private final Font font;
    private final List<List<Entry>> lines = new ArrayList<>();

    private record Entry(String text, Sample sample) {}

    /// Draws the mark of an entry between two ends, at a height.
    @FunctionalInterface
    private interface Sample {
        void draw(Graphics2D graphics, double from, double to, double y);
    }

    /// @param width room for a line, in points; 0: one entry a line
    Legend(Figure figure, FigureOptions options, double width) {
        this.fontPt = options.sheet().fontPt();
        this.font = FigureFont.ofSize(fontPt);
        wrap(entries(figure, options), width);
    }

    double height() {
        return lines.isEmpty() ? 0 : lines.size() * lineHeight() + 0.3 * fontPt;
    }

    /// Width of the longest line in points.
    double width() {
        return lines.stream()
                .mapToDouble(line -> line.stream().mapToDouble(this::width).sum())
                .max()
                .orElse(0);
    }

    /// @param left where the lines begin, in points
    /// @param top  of the first line, in points
    void draw(Graphics2D graphics, double left, double top) {
        graphics.setFont(font);
        double y = top + 0.5 * lineHeight();
        for (List<Entry> line : lines) {
            double x = left;
            for (Entry entry : line) {
                entry.sample().draw(graphics, x, x + sampleWidth(), y);
                graphics.setPaint(PaperAxes.INK);
                graphics.drawString(
                        entry.text(), (float) (x + sampleWidth() + 0.6 * fontPt), (float) (y + 0.35 * fontPt));
                x += width(entry);
            }
            y += lineHeight();
        }
    }

    private static List<Entry> entries(Figure figure, FigureOptions options) {
        List<Entry> entries = new ArrayList<>();
        if (!figure.curvePanels().isEmpty()) {
            entries.addAll(runs(figure, options));
            entries.addAll(sources(figure, options));
        }
        figure.panels().stream()
                .filter(HistogramPanel.class::isInstance)
                .map(HistogramPanel.class::cast)
                .filter(panel -> panel.sets().size() > 1)
                .findFirst()
                .ifPresent(panel -> entries.addAll(sets(panel, options)));
        return entries;
    }

    /// The sets of a histogram, which are the same in all panels that have several.
    private static List<Entry> sets(HistogramPanel panel, FigureOptions options) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < panel.sets().size(); i++) {
            entries.add(entry(panel.sets().get(i).label(), HistogramChart.style(panel, i, options.grey()), false));
        }
        return entries;
    }

    private static List<Entry> runs(Figure figure, FigureOptions options) {
        boolean markers = Caption.has(figure, Source.HELD_OUT) || Caption.has(figure, Source.SAMPLES);
        List<Entry> entries = new ArrayList<>();
        for (int run = 0; run < figure.runs().size(); run++) {
            RunStyle style = RunStyle.of(figure, run, options.grey());
            entries.add(entry(figure.runs().get(run).label(), style, markers));
        }
        return entries;
    }

    private static Entry entry(String label, RunStyle style, boolean marker) {
        return new Entry(label, (graphics, from, to, y) -> {
            graphics.setPaint(style.color());
            graphics.setStroke(style.line(CurveRenderers.STRONG_WIDTH));
            graphics.draw(new Line2D.Double(from, y, to, y));
            if (marker) {
                marker(graphics, style, (from + to) / 2, y, style.color(), Color.WHITE);
            }
        });
    }

    private static List<Entry> sources(Figure figure, FigureOptions options) {
        Color ofAll = options.grey() ? OF_ALL_IN_GREY : GREY;
        List<Entry> entries = new ArrayList<>();
        int window = Caption.window(figure, options);
        if (Caption.has(figure, Source.TRAINING) && window > 1) {
            entries.add(new Entry("each step", (graphics, from, to, y) -> line(graphics, LIGHT, 0.7f, from, to, y)));
            entries.add(new Entry(
                    "mean of " + window + " steps",
                    (graphics, from, to, y) -> line(graphics, ofAll, CurveRenderers.STRONG_WIDTH, from, to, y)));
        }
        if (Caption.has(figure, Source.HELD_OUT)) {
            entries.add(new Entry(
                    "held-out data",
                    (graphics, from, to, y) -> marker(graphics, ANY, (from + to) / 2, y, ofAll, Color.WHITE)));
        }
        if (Caption.has(figure, Source.REFERENCE_SAMPLES)) {
            entries.add(new Entry(
                    "reference's samples",
                    (graphics, from, to, y) -> marker(graphics, ANY, (from + to) / 2, y, Color.WHITE, ofAll)));
        }
        return entries;
    }

    private static void line(Graphics2D graphics, Color color, float width, double from, double to, double y) {
        graphics.setPaint(color);
        graphics.setStroke(new BasicStroke(width));
        graphics.draw(new Line2D.Double(from, y, to, y));
    }

    private static void marker(Graphics2D graphics, RunStyle style, double x, double y, Color fill, Color rim) {
        Shape marker = AffineTransform.getTranslateInstance(x, y)
                .createTransformedShape(style.marker(CurveRenderers.MARKER_SIZE));
        graphics.setPaint(fill);
        graphics.fill(marker);
        graphics.setPaint(rim);
        graphics.setStroke(new BasicStroke(0.8f));
        graphics.draw(marker);
    }

    private void wrap(List<Entry> entries, double width) {
        double x = Double.POSITIVE_INFINITY;
        for (Entry entry : entries) {
            if (x + width(entry) > width) {
                lines.add(new ArrayList<>());
                x = 0;
            }
            lines.getLast().add(entry);
            x += width(entry);
        }
    }

    private double width(Entry entry) {
        return sampleWidth()
                + 0.6 * fontPt
                + font.getStringBounds(entry.text(), MEASURE).getWidth()
                + 1.4 * fontPt;
    }

    private double lineHeight() {
        return 1.7 * fontPt;
    }

    private double sampleWidth() {
        return 2.7 * fontPt;
    }
}
