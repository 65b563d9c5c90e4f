package org.dpoworkbench.app.window.chart;

/// What a cloud says in words.
///
/// @param x        the horizontal axis, with its unit
/// @param y        the vertical axis, with its unit
/// @param target  the line that the loss aims at
/// @param corners the quadrants
public record CloudLabels(String x, String y, String target, Corners corners) {

    /// Names of the quadrants, each as `name number`: where there is little room the number stands alone.
    public record Corners(String topLeft, String topRight, String bottomLeft, String bottomRight) {
        public static final Corners NONE = new Corners("", "", "", "");
    }
}
