package org.dpoworkbench.engine.model;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.IntTensor;

/// Keys and values of sequences that are being continued, so that each token is computed once. A sequence has rows of
/// its own, one after the other; who fills the cache says where each begins.
public final class KeyValueCache {
    private final Backend backend;
    private final int rows;
    private final List<FloatTensor> layers = new ArrayList<>(); // (rows, cache width) each
    private final IntTensor places; // (rows)
    private final IntTensor firsts; // (rows)
    private final int[] place;

    KeyValueCache(Backend backend, DecoderDescription description, int rows) {
        this.backend = backend;
        this.rows = rows;
        for (DecoderDescription.Layer layer : description.layers()) {
            layers.add(backend.floats(rows, layer.attention().shape().cacheWidth()));
        }
        places = backend.ints(rows);
        firsts = backend.ints(rows);
        place = new int[rows];
    }

    /// Tokens that fit, of all sequences together.
    public int rows() {
        return rows;
    }

    FloatTensor layer(int layer) {
        return layers.get(layer);
    }

    IntTensor places() {
        return places;
    }

    IntTensor firsts() {
        return firsts;
    }

    void place(int sequences, int[] position, int[] first) {
        for (int s = 0; s < sequences; s++) {
            place[s] = first[s] + position[s];
        }
        backend.upload(place, sequences, places);
        backend.upload(first, sequences, firsts);
    }
}
