/// Curves made ready for drawing, without a toolkit: where steps lie on the horizontal axis, smoothing of all points,
/// then thinning to pixel columns. Immutable results, made off the window's thread.
package org.dpoworkbench.app.chart.curve;
