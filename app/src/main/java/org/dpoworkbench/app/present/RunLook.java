package org.dpoworkbench.app.present;

import java.util.List;

/// How a run is drawn wherever it appears: colour, dash and marker together, so that it is told apart in grey and by
/// colour-blind eyes. The colours are Okabe and Ito's (2008), without the yellow that paper swallows; on dark ground
/// two of them are lightened.
///
/// @param onLight 0xRRGGBB on a light ground and on paper
/// @param onDark  0xRRGGBB on a dark ground
/// @param dash    lengths of strokes and gaps in points; empty: a solid line
public record RunLook(int onLight, int onDark, List<Float> dash, Marker marker) {
    private static final List<Integer> ON_LIGHT =
            List.of(0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000);
    private static final List<Integer> ON_DARK =
            List.of(0x4FA8DE, 0xF0803C, 0x2BC49A, 0xE39CC5, 0xF0B93F, 0x8ACDF5, 0xF0F0F0);
    private static final List<List<Float>> DASHES = List.of(
            List.of(),
            List.of(5f, 2f),
            List.of(1.2f, 1.6f),
            List.of(6f, 2f, 1.2f, 2f),
            List.of(9f, 2.5f),
            List.of(3f, 1.5f),
            List.of(6f, 2f, 1.2f, 2f, 1.2f, 2f));

    /// How many looks there are before colours come again, in another mix.
    public static final int COUNT = 7;

    /// The shape at a curve's points.
    public enum Marker {
        CIRCLE,
        SQUARE,
        TRIANGLE,
        DIAMOND,
        TRIANGLE_DOWN
    }

    public RunLook {
        dash = List.copyOf(dash);
    }

    /// @param index >= 0
    public static RunLook of(int index) {
        int look = index % COUNT;
        return new RunLook(
                ON_LIGHT.get(look),
                ON_DARK.get(look),
                DASHES.get(look),
                Marker.values()[index % Marker.values().length]);
    }

    public int rgb(boolean dark) {
        return dark ? onDark : onLight;
    }
}
