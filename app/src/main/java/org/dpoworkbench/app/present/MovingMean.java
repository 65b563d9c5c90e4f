package org.dpoworkbench.app.present;

/// How wide the centred moving mean is that curves are smoothed by, on the screen as on paper. A centred mean does not
/// lag behind its curve as an exponential mean does.
public final class MovingMean {
    /// The window's share of a curve's points where nobody chose another.
    public static final double USUAL_SHARE = 1.0 / 15;

    private static final int FEWEST_POINTS = 30;

    private MovingMean() {}

    /// Window in points for a curve of so many points, odd; 1 (no smoothing) for short curves.
    ///
    /// @param share the window's share of the curve's points, in [0, 1]
    public static int window(int points, double share) {
        // The tiny addition: a thirtieth of 60 points is 2, not 1.999….
        return points < FEWEST_POINTS ? 1 : 2 * (int) (points * share / 2 + 1e-9) + 1;
    }
}
