package org.dpoworkbench.engine.loss;

/// Products in which a factor that vanished wins over one that overflowed.
final class Product {
    private Product() {}

    /// `a b`, and 0 where either is 0.
    static double of(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }
}
