package org.dpoworkbench.app.window.chart;

/// What a cloud says in words.
///
/// @param x        the horizontal axis, with its unit
/// @param y        the vertical axis, with its unit
/// @param bothFall the quadrant where both log-ratios are negative
/// @param target   the line that the loss aims at
public record CloudLabels(String x, String y, String bothFall, String target) {}
