package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.dpoworkbench.engine.compute.cuda.Precision;
import org.dpoworkbench.engine.compute.cuda.SharedCard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Products and attention on tensor cores, run without a card: of factors that are rounded beforehand they are the
/// control's products to float32's rounding; of others they are off by the factors' rounding, and by no more.
@Tag("card")
class CudaPrecisionTest {
    private static final double ROUNDING = Comparison.ROUNDING;

    /// Half the distance between neighbours of 1.
    private static double unit(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> ROUNDING;
            case TF32 -> 0x1p-11;
            case BFLOAT16 -> 0x1p-8;
        };
    }

    private static float rounded(Precision precision, float x) {
        return switch (precision) {
            case FLOAT32 -> x;
            case TF32 -> Float.intBitsToFloat((Float.floatToRawIntBits(x) + 0x1000) & ~0x1fff);
            case BFLOAT16 -> Bfloat16Tensor.widen(Bfloat16Tensor.round(x));
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"TF32", "BFLOAT16"})
    void productsOfRoundedFactorsAreTheControls(Precision precision) {
        for (int[] size :
                new int[][] {{1, 3, 5}, {17, 33, 65}, {64, 64, 64}, {65, 100, 31}, {130, 260, 132}, {300, 68, 520}}) {
            for (boolean inputMajor : new boolean[] {false, true}) {
                compareProducts(precision, size[0], size[1], size[2], inputMajor, true, 32 * ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TF32", "BFLOAT16"})
    void productsOfOtherFactorsAreOffByTheirRounding(Precision precision) {
        // A term is off by two roundings; the sum's error, relative to the largest sum, is like one term's.
        compareProducts(precision, 40, 100, 60, false, false, 2 * unit(precision));
    }

    private static void compareProducts(
            Precision precision,
            int rows,
            int inputs,
            int outputs,
            boolean inputMajor,
            boolean exact,
            double tolerance) {
        try (Comparison both = new Comparison(SharedCard.backend(precision), rows)) {
            Twin x = numbers(both, rows + 1, inputs, precision, exact);
            Twin y = both.normal(rows + 1, outputs);
            Twin dy = numbers(both, rows + 1, outputs, precision, exact);
            Twin dx = both.normal(rows + 1, inputs);
            int weightRows = inputMajor ? inputs : outputs;
            int weightColumns = inputMajor ? outputs : inputs;
            Side.TwinMatrix w = new Side.TwinMatrix(
                    numbers(both, weightRows, weightColumns, precision, exact),
                    both.normal(weightRows, weightColumns),
                    inputMajor);
            both.run(side -> {
                side.backend().multiply(rows, side.at(x), side.at(w), side.at(y), true);
                side.backend().multiplyBackwardInput(rows, side.at(dy), side.at(w), side.at(dx), false);
                side.backend().multiplyBackwardWeight(rows, side.at(x), side.at(dy), side.at(w));
            });
            both.expect("y", y, rows, tolerance);
            both.expect("dx", dx, rows, tolerance);
            both.expect("the weight's gradient", w.gradient(), weightRows, tolerance);
            both.expectNothingElse();
        }
    }

    private static Twin numbers(Comparison both, int rows, int columns, Precision precision, boolean exact) {
        Random random = both.random();
        return both.of(
                columns,
                Comparison.numbers(
                        rows * columns,
                        _ -> exact ? rounded(precision, (float) random.nextGaussian()) : random.nextGaussian()));
    }

    @ParameterizedTest
    @EnumSource(names = {"TF32", "BFLOAT16"})
    void productsWithWeightsKeptInBfloat16AreTheControls(Precision precision) {
        int rows = 70;
        for (boolean inputMajor : new boolean[] {false, true}) {
            try (Comparison both = new Comparison(SharedCard.backend(precision), 7)) {
                Twin x = numbers(both, rows, 132, precision, true);
                Twin y = both.normal(rows, 99);
                Side.Handle<Matrix> w = both.bfloat16(132, 99, inputMajor);
                both.run(side -> side.backend().multiply(rows, side.at(x), side.at(w), side.at(y), false));
                both.expect("y", y, rows, 32 * ROUNDING);
            }
        }
    }

    /// In bfloat16 the weights are rounded once more, as QLoRA does.
    @ParameterizedTest
    @EnumSource(names = {"TF32", "BFLOAT16"})
    void productsWithWeightsKeptInNf4AreTheControls(Precision precision) {
        int rows = 70;
        for (boolean inputMajor : new boolean[] {false, true}) {
            try (Comparison both = new Comparison(SharedCard.backend(precision), 7)) {
                Twin x = numbers(both, rows, 132, precision, true);
                Twin y = both.normal(rows, 99);
                Side.Handle<Matrix> w = both.nf4(132, 99, inputMajor);
                both.run(side -> side.backend().multiply(rows, side.at(x), side.at(w), side.at(y), false));
                both.expect("y", y, rows, 2 * unit(precision));
            }
        }
    }

    /// Queries, keys, values and probabilities are rounded once each; scores of some ±3 are off by their size times
    /// that, probabilities relatively by as much.
    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.compute.Layouts#withShapes")
    void attentionInBfloat16IsOffByItsRounding(Layouts.Layout layout, AttentionShape shape) {
        try (Comparison both = new Comparison(SharedCard.backend(Precision.BFLOAT16), layout.rows())) {
            Segments segments = layout.segments();
            int rows = layout.rows();
            Twin qkv = both.normal(rows + 2, shape.rowWidth());
            Twin out = both.normal(rows + 1, shape.outputWidth());
            Twin log = both.normal(shape.heads(), rows + 3);
            Twin dOut = both.normal(rows + 1, shape.outputWidth());
            Twin dqkv = both.normal(rows + 2, shape.rowWidth());
            both.run(side -> {
                Backend backend = side.backend();
                backend.attention(shape, segments, side.at(qkv), side.at(out), side.at(log));
                backend.attentionBackward(
                        shape, segments, side.at(qkv), side.at(out), side.at(log), side.at(dOut), side.at(dqkv));
            });
            double unit = unit(Precision.BFLOAT16);
            both.expect("out", out, rows, 4 * unit);
            both.expect("log-sum-exp", log, shape.heads(), 4 * unit);
            both.expect("dqkv", dqkv, rows, 8 * unit);
            both.expectNothingElse();
        }
    }

    @Test
    void theSameNumbersTwiceAreTheSameBits() {
        float[] first = product(Precision.BFLOAT16);
        assertThat(product(Precision.BFLOAT16)).isEqualTo(first);
        assertThat(product(Precision.TF32)).isNotEqualTo(first);
    }

    private static float[] product(Precision precision) {
        try (Backend backend = SharedCard.backend(precision)) {
            FloatTensor x = backend.floats(20, 30);
            FloatTensor w = backend.floats(40, 30);
            FloatTensor y = backend.floats(20, 40);
            backend.upload(Comparison.numbers(600, Math::sin), 600, x);
            backend.upload(Comparison.numbers(1200, Math::cos), 1200, w);
            backend.multiply(20, x, Matrix.frozen(w, false), y, false);
            float[] values = new float[800];
            backend.download(y, values, 800);
            return values;
        }
    }
}
