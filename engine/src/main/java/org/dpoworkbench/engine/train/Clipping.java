package org.dpoworkbench.engine.train;

/// Scaling gradients down to a largest total norm, as `torch.nn.utils.clip_grad_norm_`.
final class Clipping {
    private static final double EPSILON = 1e-6;

    private Clipping() {}

    /// The factor on the gradients.
    ///
    /// @param norm    total L2 norm of the gradients
    /// @param largest 0: no clipping
    static double factor(double norm, double largest) {
        return largest == 0 ? 1 : Math.min(1, largest / (norm + EPSILON));
    }
}
