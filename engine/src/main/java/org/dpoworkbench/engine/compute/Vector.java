package org.dpoworkbench.engine.compute;

/// A parameter of one row, a bias or a norm's gain, together with its gradient.
///
/// @param weight   (1, width)
/// @param gradient the same shape, backward passes add to it; or [FloatTensor#NONE] of one that is never changed
public record Vector(FloatTensor weight, FloatTensor gradient) {
    /// Whether it has a gradient.
    public boolean trained() {
        return !gradient.equals(FloatTensor.NONE);
    }
}
