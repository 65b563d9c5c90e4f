package org.dpoworkbench.app.figure;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/// The title above a figure, in as many lines as it needs.
final class FigureTitle {
    private static final FontRenderContext MEASURE = new FontRenderContext(new AffineTransform(), true, true);

    private final double fontPt;
    private final Font font;
    private final List<String> lines = new ArrayList<>();

    /// @param width room for a line, in points
    FigureTitle(String text, Sheet sheet, double width) {
        this.fontPt = sheet.fontPt();
        this.font = FigureFont.ofSize(fontPt + 2);
        for (String word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            String longer = lines.isEmpty() ? word : lines.getLast() + " " + word;
            if (lines.isEmpty() || font.getStringBounds(longer, MEASURE).getWidth() > width) {
                lines.add(word);
            } else {
                lines.set(lines.size() - 1, longer);
            }
        }
    }

    /// In points.
    double height() {
        return lines.isEmpty() ? 0 : lines.size() * lineHeight() + 0.7 * fontPt;
    }

    /// @param left where the lines begin, in points
    void draw(Graphics2D graphics, double left) {
        graphics.setPaint(PaperAxes.INK);
        graphics.setFont(font);
        for (int i = 0; i < lines.size(); i++) {
            graphics.drawString(lines.get(i), (float) left, (float) ((i + 0.85) * lineHeight()));
        }
    }

    private double lineHeight() {
        return 1.25 * font.getSize2D();
    }
}
