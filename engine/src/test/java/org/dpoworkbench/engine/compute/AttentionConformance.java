package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.dpoworkbench.engine.compute.Layouts.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Segmented attention. Scores of size s are off by some roundings of s, and probabilities relatively by as much.
interface AttentionConformance {
    double ATTENTION = 32 * Comparison.ROUNDING;

    Backend open();

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Layouts#withShapes")
    default void attentionIsTheControls(Layout layout, AttentionShape shape) {
        compare(layout, shape, 1, ATTENTION);
    }

    /// Scores of some ±100, so that nearly all weight is on one key, and rows' sums span many powers of ten.
    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Layouts#withShapes")
    default void peakedAttentionIsTheControls(Layout layout, AttentionShape shape) {
        compare(layout, shape, 5, 100 * ATTENTION);
    }

    private void compare(Layout layout, AttentionShape shape, double deviation, double tolerance) {
        try (Comparison both = new Comparison(open(), layout.rows())) {
            Segments segments = layout.segments();
            int rows = layout.rows();
            Twin qkv = both.normal(rows + 2, shape.rowWidth(), 0, deviation);
            Twin out = both.normal(rows + 1, shape.outputWidth());
            Twin log = both.normal(shape.heads(), rows + 3);
            Twin dOut = both.normal(rows + 1, shape.outputWidth());
            Twin dqkv = both.normal(rows + 2, shape.rowWidth());
            both.run(side -> {
                side.backend().attention(shape, segments, side.at(qkv), side.at(out), side.at(log));
                side.backend()
                        .attentionBackward(
                                shape,
                                segments,
                                side.at(qkv),
                                side.at(out),
                                side.at(log),
                                side.at(dOut),
                                side.at(dqkv));
            });
            both.expect("out", out, rows, tolerance);
            both.expect("log-sum-exp", log, shape.heads(), tolerance);
            both.expect("dqkv", dqkv, rows, tolerance);
            both.expectNothingElse();
        }
    }

    /// Equal keys share the weight equally: a row's output is the mean of the values it sees.
    @Test
    default void equalScoresGiveTheMeanOfTheValues() {
        try (Comparison both = new Comparison(open(), 1)) {
            AttentionShape shape = new AttentionShape(1, 1, 1, 1);
            Segments segments = new Segments(1);
            segments.add(0, 3, 0, 0);
            segments.endGroup();
            Twin qkv = both.of(3, 7, 0, 4, -90, 0, 8, 80, 0, 0);
            Twin out = both.of(1, 0, 0, 0);
            Twin log = both.of(3, 0, 0, 0);
            both.run(side -> side.backend().attention(shape, segments, side.at(qkv), side.at(out), side.at(log)));
            both.expect("out", out, 3, ATTENTION);
            both.expect("log of the number of keys", log, 1, ATTENTION);
        }
    }

    @Test
    default void anotherGroupsNumbersChangeNothing() {
        AttentionShape shape = new AttentionShape(2, 1, 5, 0.4f);
        Layout layout = new Layout("two groups", List.of(new int[] {4, 3, 2}, new int[] {3, 2, 2}));
        try (Backend backend = open()) {
            Segments segments = layout.segments();
            int rows = layout.rows();
            float[] numbers = Comparison.numbers(rows * shape.rowWidth(), Math::sin);
            float[] first = outputs(backend, shape, segments, rows, numbers);
            int secondGroup = 2 + 9 + 1;
            for (int i = secondGroup * shape.rowWidth(); i < numbers.length; i++) {
                numbers[i] = Float.NaN;
            }
            float[] second = outputs(backend, shape, segments, rows, numbers);
            int floats = (2 + 9) * shape.outputWidth();
            assertThat(Arrays.copyOf(second, floats)).isEqualTo(Arrays.copyOf(first, floats));
            assertThat(second[secondGroup * shape.outputWidth()])
                    .as("NaN among the values")
                    .isNaN();
        }
    }

    private static float[] outputs(
            Backend backend, AttentionShape shape, Segments segments, int rows, float[] numbers) {
        FloatTensor qkv = backend.floats(rows, shape.rowWidth());
        FloatTensor out = backend.floats(rows, shape.outputWidth());
        backend.upload(numbers, numbers.length, qkv);
        backend.attention(shape, segments, qkv, out, backend.floats(shape.heads(), rows));
        float[] values = new float[rows * shape.outputWidth()];
        backend.download(out, values, values.length);
        return values;
    }
}
