package org.dpoworkbench.app.chart;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Draws dots into an array of pixels, premultiplied ARGB: tens of thousands in a few milliseconds, where a
/// canvas needs a call a dot.
public final class DotRaster {
    private static final double RADIUS = 3.2;
    private static final int FULL = 215;
    private static final int FADED = 60;

    private final int width;
    private final int height;
    private final int[] pixels; // (height, width)
    private final double scale;

    /// @param scale pixels of the screen in a pixel of the layout
    public DotRaster(int width, int height, int[] pixels, double scale) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        this.scale = scale;
    }

    /// Clears and draws; where dots are selected, the others fade and lie below.
    ///
    /// @param x        places in raster pixels
    /// @param selected empty: none
    public void draw(double[] x, double[] y, byte[] style, List<DotStyle> styles, BitSet selected) {
        Arrays.fill(pixels, 0);
        boolean fades = !selected.isEmpty();
        DotSprite[] normal = sprites(styles, fades ? FADED : FULL);
        for (int i = 0; i < x.length; i++) {
            if (!selected.get(i)) {
                stamp(normal[style[i]], x[i], y[i]);
            }
        }
        if (fades) {
            DotSprite[] strong = sprites(styles, 255);
            for (int i = selected.nextSetBit(0); i >= 0 && i < x.length; i = selected.nextSetBit(i + 1)) {
                stamp(strong[style[i]], x[i], y[i]);
            }
        }
    }

    private DotSprite[] sprites(List<DotStyle> styles, int alpha) {
        return styles.stream()
                .map(style -> DotSprite.of(style, RADIUS * scale, alpha))
                .toArray(DotSprite[]::new);
    }

    private void stamp(DotSprite sprite, double atX, double atY) {
        int half = sprite.size() / 2;
        int left = (int) Math.round(atX) - half;
        int top = (int) Math.round(atY) - half;
        int[] argb = sprite.argb();
        for (int row = Math.max(0, -top); row < Math.min(sprite.size(), height - top); row++) {
            int source = row * sprite.size();
            int target = (top + row) * width + left;
            for (int column = Math.max(0, -left); column < Math.min(sprite.size(), width - left); column++) {
                int over = argb[source + column];
                if (over != 0) {
                    pixels[target + column] = DotSprite.over(over, pixels[target + column]);
                }
            }
        }
    }
}
