package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.HeadGains;

/// Root-mean-square normalisation of each query and key head.
record HeadNormLayer(HeadGains gains, float epsilon) {
    /// @param heads raw ones read, statistics written
    void forward(Backend backend, AttentionShape shape, int rows, Kept.RawHeads heads, FloatTensor qkv) {
        backend.normHeads(shape, rows, heads.raw(), gains, epsilon, qkv, heads.statistics());
    }

    /// Turns the gradient of the normed heads into that of the raw ones, in place.
    void backward(Backend backend, AttentionShape shape, int rows, Kept.RawHeads heads, FloatTensor dqkv) {
        backend.normHeadsBackward(shape, rows, heads.raw(), heads.statistics(), gains, dqkv);
    }
}
