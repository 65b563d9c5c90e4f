package org.dpoworkbench.app.chart;

import org.dpoworkbench.app.present.RunLook;

/// A dot's picture, prepared once and stamped often.
///
/// @param size width and height in pixels, odd
/// @param argb premultiplied, rows first
@SuppressWarnings("ArrayRecordComponent") // read in an inner loop, by this package alone
record DotSprite(int size, int[] argb) {
    private static final int SUBPIXELS = 4;

    /// @param radius in pixels
    /// @param alpha  0 to 255
    static DotSprite of(DotStyle style, double radius, int alpha) {
        int half = (int) Math.ceil(radius) + 1;
        int size = 2 * half + 1;
        int[] argb = new int[size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                argb[row * size + column] =
                        premultiplied(style.rgb(), alpha * coverage(style.shape(), column - half, row - half, radius));
            }
        }
        return new DotSprite(size, argb);
    }

    /// Share of the pixel around (x, y) that the shape covers.
    private static double coverage(RunLook.Marker shape, int x, int y, double radius) {
        int inside = 0;
        for (int i = 0; i < SUBPIXELS * SUBPIXELS; i++) {
            double u = (x + (i % SUBPIXELS + 0.5) / SUBPIXELS - 0.5) / radius;
            double v = (y + (i / SUBPIXELS + 0.5) / SUBPIXELS - 0.5) / radius;
            inside += contains(shape, u, v) ? 1 : 0;
        }
        return (double) inside / (SUBPIXELS * SUBPIXELS);
    }

    /// The shapes in a unit of the radius, about equal in area.
    private static boolean contains(RunLook.Marker shape, double u, double v) {
        return switch (shape) {
            case CIRCLE -> u * u + v * v <= 1;
            case SQUARE -> Math.abs(u) <= 0.89 && Math.abs(v) <= 0.89;
            case DIAMOND -> Math.abs(u) + Math.abs(v) <= 1.25;
            case TRIANGLE -> v <= 0.9 && v >= -1.2 && Math.abs(u) <= (v + 1.2) * 0.6;
            case TRIANGLE_DOWN -> v >= -0.9 && v <= 1.2 && Math.abs(u) <= (1.2 - v) * 0.6;
        };
    }

    private static int premultiplied(int rgb, double alpha) {
        int a = (int) Math.round(alpha);
        return a << 24 | (rgb >> 16 & 0xFF) * a / 255 << 16 | (rgb >> 8 & 0xFF) * a / 255 << 8 | (rgb & 0xFF) * a / 255;
    }

    /// Porter and Duff's (1984) `over`, premultiplied, two channels at a time.
    static int over(int top, int bottom) {
        int rest = 256 - (top >>> 24) - (top >>> 31);
        int redBlue = ((bottom & 0x00FF00FF) * rest >>> 8) & 0x00FF00FF;
        int alphaGreen = ((bottom >>> 8 & 0x00FF00FF) * rest) & 0xFF00FF00;
        return top + redBlue + alphaGreen;
    }
}
