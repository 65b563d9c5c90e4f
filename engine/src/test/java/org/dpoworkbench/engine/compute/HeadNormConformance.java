package org.dpoworkbench.engine.compute;

import org.dpoworkbench.engine.compute.GuardConformance.Misfits;
import org.dpoworkbench.engine.compute.Side.TwinVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Normalisation of heads, forward and back: sums over a head, so some ten roundings.
interface HeadNormConformance {
    double HEAD_NORM = 32 * Comparison.ROUNDING;
    float EPSILON = 1e-5f;

    Backend open();

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 2, 0",
        "3, 2, 1, 7, 1",
        "17, 4, 2, 16, 0",
        "16, 6, 2, 17, 1",
        "65, 3, 3, 33, 0",
        "200, 8, 2, 64, 1",
        "33, 2, 1, 100, 1"
    })
    default void normedHeadsAreTheControls(int rows, int heads, int keyHeads, int headSize, float offset) {
        AttentionShape shape = new AttentionShape(heads, keyHeads, headSize, 1);
        try (Comparison both = new Comparison(open(), rows)) {
            Twin raw = both.normal(rows + 2, shape.rowWidth(), 0.5, 1);
            Twin qkv = both.normal(rows + 1, shape.rowWidth());
            Twin statistics = both.normal(rows + 1, heads + keyHeads);
            Twin dqkv = both.normal(rows + 1, shape.rowWidth());
            TwinVector queries = both.vector(headSize);
            TwinVector keys = both.vector(headSize);
            both.run(side -> {
                HeadGains gains = new HeadGains(side.at(queries), side.at(keys), offset);
                Backend b = side.backend();
                b.normHeads(shape, rows, side.at(raw), gains, EPSILON, side.at(qkv), side.at(statistics));
            });
            both.expect("queries, keys and values", qkv, rows, HEAD_NORM);
            both.run(side -> {
                HeadGains gains = new HeadGains(side.at(queries), side.at(keys), offset);
                side.backend().normHeadsBackward(shape, rows, side.at(raw), side.at(statistics), gains, side.at(dqkv));
            });
            both.expect("statistics", statistics, rows, HEAD_NORM);
            both.expect("the gradient of raw", dqkv, rows, HEAD_NORM);
            both.expect("the gradient of the queries' gain", queries.gradient(), 1, HEAD_NORM);
            both.expect("the gradient of the keys' gain", keys.gradient(), 1, HEAD_NORM);
            both.expectNothingElse();
        }
    }

    @Test
    default void gainsThatAreNotTrainedNeedNoGradient() {
        AttentionShape shape = new AttentionShape(4, 2, 17, 1);
        try (Comparison both = new Comparison(open(), 3)) {
            Twin raw = both.normal(9, shape.rowWidth());
            Twin statistics = both.normal(9, 6);
            Twin dqkv = both.normal(9, shape.rowWidth());
            Twin gain = both.normal(1, 17);
            both.run(side -> {
                Vector frozen = new Vector(side.at(gain), FloatTensor.NONE);
                HeadGains gains = new HeadGains(frozen, frozen, 0);
                side.backend().normHeadsBackward(shape, 9, side.at(raw), side.at(statistics), gains, side.at(dqkv));
            });
            both.expect("the gradient of raw", dqkv, 9, HEAD_NORM);
            both.expectNothingElse();
        }
    }

    @Test
    default void headNormsThatDoNotFitAreRefused() {
        AttentionShape shape = new AttentionShape(2, 1, 3, 1);
        try (Misfits m = new Misfits(open())) {
            FloatTensor raw = m.tensor(4, shape.rowWidth());
            FloatTensor s = m.tensor(4, 3);
            HeadGains gains = new HeadGains(m.vector(3), m.vector(3), 0);
            HeadGains narrow = new HeadGains(m.vector(3), m.vector(2), 0);
            HeadGains noGradient = new HeadGains(new Vector(m.tensor(1, 3), m.tensor(1, 2)), m.vector(3), 0);
            m.refused("rows", b -> b.normHeads(shape, 5, raw, gains, 1, raw, s));
            m.refused("raw", b -> b.normHeads(shape, 4, m.tensor(4, 11), gains, 1, raw, s));
            m.refused("qkv", b -> b.normHeads(shape, 4, raw, gains, 1, m.tensor(3, 12), s));
            m.refused("statistics", b -> b.normHeads(shape, 4, raw, gains, 1, raw, m.tensor(4, 2)));
            m.refused("gain", b -> b.normHeads(shape, 4, raw, narrow, 1, raw, s));
            m.refused("dqkv", b -> b.normHeadsBackward(shape, 4, raw, s, gains, m.tensor(4, 11)));
            m.refused("gradient", b -> b.normHeadsBackward(shape, 4, raw, s, noGradient, raw));
        }
    }
}
