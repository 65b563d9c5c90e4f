package org.dpoworkbench.engine.compute;

/// Gains of a normalisation of single heads.
///
/// @param queries (1, head size), of all query heads
/// @param keys    (1, head size), of all key heads
/// @param offset  added to both gains; 1 where they are stored as differences from 1
public record HeadGains(Vector queries, Vector keys, float offset) {
    public HeadGains {
        if (queries.trained() != keys.trained()) {
            throw new IllegalArgumentException("the gains of query and key heads are trained both or neither");
        }
    }

    /// Whether they have gradients.
    public boolean trained() {
        return queries.trained();
    }
}
