package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Attention of single rows over cached keys and values.
interface CachedAttentionConformance {
    double CACHED = 32 * Comparison.ROUNDING;

    Backend open();

    /// Sequences of several lengths in one cache, in no order, one of them with nothing but its own row.
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 1, 5", "4, 2, 16", "6, 2, 17", "3, 3, 64", "8, 1, 33"})
    default void cachedAttentionIsTheControls(int heads, int keyHeads, int headSize) {
        compare(new AttentionShape(heads, keyHeads, headSize, 0.4f));
        compare(new AttentionShape(heads, keyHeads, headSize, 0.4f)
                .withWindow(7)
                .withCap(1.5f));
        compare(new AttentionShape(heads, keyHeads, headSize, 0.4f).withWindow(50));
    }

    private void compare(AttentionShape shape) {
        int[] begin = {40, 0, 90, 91};
        int[] end = {89, 39, 90, 99};
        try (Comparison both = new Comparison(open(), shape.heads())) {
            Twin qkv = both.normal(6, shape.rowWidth());
            Twin cache = both.normal(100, shape.cacheWidth());
            Twin out = both.normal(5, shape.outputWidth());
            var first = both.ints(begin);
            var last = both.ints(end);
            both.run(side -> {
                side.backend().remember(shape, 4, side.at(last), side.at(qkv), side.at(cache));
                side.backend()
                        .attendRemembered(
                                shape, 4, side.at(first), side.at(last), side.at(qkv), side.at(cache), side.at(out));
            });
            both.expect("the cache", cache, 100, 0);
            both.expect("out", out, 4, CACHED);
            both.expectNothingElse();
        }
    }

    @Test
    default void placesOutsideTheCacheAreRefused() {
        AttentionShape shape = new AttentionShape(2, 1, 4, 1);
        try (Backend backend = open()) {
            FloatTensor qkv = backend.floats(2, shape.rowWidth());
            FloatTensor cache = backend.floats(8, shape.cacheWidth());
            FloatTensor out = backend.floats(2, shape.outputWidth());
            IntTensor inside = ints(backend, 0, 4);
            for (IntTensor wrong : new IntTensor[] {ints(backend, 0, 8), ints(backend, -1, 0)}) {
                assertThatThrownBy(() -> backend.remember(shape, 2, wrong, qkv, cache))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> backend.attendRemembered(shape, 2, inside, wrong, qkv, cache, out))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> backend.attendRemembered(shape, 2, inside, ints(backend, 3, 3), qkv, cache, out))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("row 1 begins after");
        }
    }

    private static IntTensor ints(Backend backend, int... values) {
        IntTensor tensor = backend.ints(values.length);
        backend.upload(values, values.length, tensor);
        return tensor;
    }
}
