package org.dpoworkbench.app.chart;

import java.util.List;

/// The dots of a cloud as columns, a position a pair.
///
/// @param ids    of the pairs
/// @param x      log-ratios of rejected
/// @param y      log-ratios of chosen
/// @param style  index into `styles`
/// @param styles what the dots look like
@SuppressWarnings("ArrayRecordComponent") // columns: handed over once, nobody writes to them
public record CloudDots(List<String> ids, double[] x, double[] y, byte[] style, List<DotStyle> styles) {
    public static final CloudDots NONE = new CloudDots(List.of(), new double[0], new double[0], new byte[0], List.of());

    public CloudDots {
        styles = List.copyOf(styles);
    }

    public int size() {
        return x.length;
    }

    /// The dots on their way from `before`, each by its place: `share` 0 is there, 1 is here. Jumps where the
    /// pairs are others.
    public CloudDots onTheWayFrom(CloudDots before, double share) {
        if (share >= 1 || !ids.equals(before.ids)) {
            return this;
        }
        double[] xs = new double[size()];
        double[] ys = new double[size()];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = before.x[i] + share * (x[i] - before.x[i]);
            ys[i] = before.y[i] + share * (y[i] - before.y[i]);
        }
        return new CloudDots(ids, xs, ys, style, styles);
    }
}
