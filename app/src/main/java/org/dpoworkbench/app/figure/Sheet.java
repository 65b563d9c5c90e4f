package org.dpoworkbench.app.figure;

import org.dpoworkbench.engine.problem.Problems;

/// The paper that a figure is drawn for; figures go into a document at this size, so that a point of type stays one.
///
/// @param widthMm       width of the whole figure in millimetres, in [40, 1000]
/// @param panelHeightMm height of a panel with its axis, in millimetres, in [25, 500]
/// @param fontPt        size of type in points, in [4, 36]; labels at lines are one point smaller
/// @param dpi           dots per inch of pixel images, in [72, 1200]
public record Sheet(double widthMm, double panelHeightMm, double fontPt, int dpi) {
    /// The text width of an A4 page.
    public static final Sheet PAGE = new Sheet(170, 54, 8, 300);

    /// One column of a two-column paper.
    public static final Sheet COLUMN = new Sheet(85, 55, 7, 300);

    static final double POINTS_PER_MM = 72 / 25.4;
    /// From here on panels stand side by side.
    static final double WIDE_MM = 120;

    public Sheet {
        Problems.in("figure")
                .check(widthMm >= 40 && widthMm <= 1000, "width must be in [40, 1000] mm, is %s", widthMm)
                .check(
                        panelHeightMm >= 25 && panelHeightMm <= 500,
                        "panel height must be in [25, 500] mm, is %s",
                        panelHeightMm)
                .check(fontPt >= 4 && fontPt <= 36, "font size must be in [4, 36] pt, is %s", fontPt)
                .check(dpi >= 72 && dpi <= 1200, "dpi must be in [72, 1200], is %s", dpi)
                .throwIfAny();
    }

    /// The paper that the figure needs: alone on a wide page a single panel takes two thirds of the width.
    Sheet fitting(Figure figure) {
        boolean narrower = figure.panels().size() == 1 && widthMm > WIDE_MM;
        return narrower ? new Sheet(widthMm * 2 / 3, panelHeightMm, fontPt, dpi) : this;
    }
}
