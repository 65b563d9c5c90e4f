package org.dpoworkbench.app.chart;

/// Colours for values around 0 that colour-blind eyes tell apart: orange below, blue above (Okabe and Ito's
/// vermillion and blue), the ground between.
public final class Diverging {
    private static final int UP_LIGHT = 0x0072B2;
    private static final int DOWN_LIGHT = 0xD55E00;
    private static final int UP_DARK = 0x4FA8DE;
    private static final int DOWN_DARK = 0xF0803C;

    private static final int EVEN_LIGHT = 0x57606A;
    private static final int EVEN_DARK = 0x9198A1;

    private Diverging() {}

    /// 0xRRGGBB of what gained.
    public static int up(boolean dark) {
        return dark ? UP_DARK : UP_LIGHT;
    }

    /// 0xRRGGBB of what lost.
    public static int down(boolean dark) {
        return dark ? DOWN_DARK : DOWN_LIGHT;
    }

    /// 0xRRGGBB of what did neither.
    public static int even(boolean dark) {
        return dark ? EVEN_DARK : EVEN_LIGHT;
    }

    /// How opaque a colour over the ground says `value`, in [0, 0.6]: type on it stays legible.
    ///
    /// @param full the value that gets the strongest colour, > 0
    public static double strength(double value, double full) {
        return 0.6 * Math.min(1, Math.abs(value) / full);
    }
}
