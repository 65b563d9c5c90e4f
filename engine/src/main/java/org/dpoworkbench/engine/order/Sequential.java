package org.dpoworkbench.engine.order;

import java.util.stream.IntStream;

/// The pairs as the files have them, every epoch.
record Sequential(int pairs) implements EpochOrder {
    @Override
    public int[] order(int epoch) {
        return IntStream.range(0, pairs).toArray();
    }
}
