package org.dpoworkbench.app.chart;

import org.dpoworkbench.app.present.RunLook;

/// A kind of dot: colour and shape together, so that none hangs on colour alone.
///
/// @param rgb  0xRRGGBB
/// @param name for the legend
public record DotStyle(RunLook.Marker shape, int rgb, String name) {}
