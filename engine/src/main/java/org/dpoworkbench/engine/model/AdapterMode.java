package org.dpoworkbench.engine.model;

/// What all adapters of a decoder do at the moment: nothing, so that the base alone computes; their part; or their part
/// with some of their inputs left out, as in training.
final class AdapterMode {
    private final float share;
    private boolean off;
    private boolean dropping;
    private long key;

    /// @param share of inputs that is left out in training
    AdapterMode(float share) {
        this.share = share;
    }

    void off(boolean off) {
        this.off = off;
    }

    /// All inputs act.
    void keepAll() {
        dropping = false;
    }

    /// Inputs are left out by the numbers of this key.
    void drop(long key) {
        this.key = key;
        dropping = share > 0;
    }

    boolean isOff() {
        return off;
    }

    boolean drops() {
        return dropping;
    }

    float share() {
        return share;
    }

    long key() {
        return key;
    }
}
