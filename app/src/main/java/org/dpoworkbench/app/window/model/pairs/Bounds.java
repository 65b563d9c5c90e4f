package org.dpoworkbench.app.window.model.pairs;

/// The smallest interval around 0 that holds some values.
public record Bounds(double low, double high) {
    public static final Bounds NONE = new Bounds(0, 0);

    public Bounds with(double value) {
        return Double.isFinite(value) && (value < low || value > high)
                ? new Bounds(Math.min(low, value), Math.max(high, value))
                : this;
    }

    public Bounds with(Bounds other) {
        return with(other.low).with(other.high);
    }
}
