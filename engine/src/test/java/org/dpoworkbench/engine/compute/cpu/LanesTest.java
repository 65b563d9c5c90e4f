package org.dpoworkbench.engine.compute.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector functions against StrictMath in float64, at a million places.
class LanesTest {
    private static final int PLACES = 1_000_000;

    @Test
    void expIsWithinOneAndAHalfUnitsInTheLastPlace() {
        assertThat(worst(-87.3, 88.3, Lanes::exp, StrictMath::exp, LanesTest::ulps))
                .isLessThan(1.5);
    }

    @Test
    void expOfZeroIsOne() {
        assertThat(at(Lanes::exp, 0f)).isEqualTo(1f);
        assertThat(at(Lanes::exp, -0f)).isEqualTo(1f);
    }

    /// Beyond its range it stays at the range's ends: a softmax needs no less than e^-87, and sums no infinity.
    @Test
    void expStaysAtTheEndsOfItsRange() {
        assertThat(at(Lanes::exp, -1000f)).isEqualTo(at(Lanes::exp, -87.3f)).isBetween(0f, 2e-38f);
        assertThat(at(Lanes::exp, Float.NEGATIVE_INFINITY)).isEqualTo(at(Lanes::exp, -87.3f));
        assertThat(at(Lanes::exp, 1000f)).isEqualTo(at(Lanes::exp, 88.3f)).isGreaterThan(2e38f);
        assertThat(at(Lanes::exp, Float.POSITIVE_INFINITY)).isEqualTo(at(Lanes::exp, 88.3f));
    }

    @Test
    void sigmoidIsWithinTwoRoundingsOfOne() {
        double worst = worst(-100, 100, Lanes::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), LanesTest::distance);
        assertThat(worst).isLessThan(1.2e-7);
        assertThat(at(Lanes::sigmoid, 0f)).isEqualTo(0.5f);
        assertThat(at(Lanes::sigmoid, Float.POSITIVE_INFINITY)).isEqualTo(1f);
        assertThat(at(Lanes::sigmoid, Float.NEGATIVE_INFINITY)).isBetween(0f, 1e-37f);
    }

    @Test
    void tanhIsWithinTwoTenMillionths() {
        assertThat(worst(-1, 1, Lanes::tanh, StrictMath::tanh, LanesTest::relative))
                .isLessThan(3e-7);
        assertThat(worst(-50, 50, Lanes::tanh, StrictMath::tanh, LanesTest::distance))
                .isLessThan(2e-7);
        assertThat(worst(-1, 1, Lanes::tanh, StrictMath::tanh, LanesTest::distance))
                .isLessThan(2e-7);
        assertThat(at(Lanes::tanh, 0f)).isZero();
        assertThat(at(Lanes::tanh, Float.POSITIVE_INFINITY)).isEqualTo(1f);
        assertThat(at(Lanes::tanh, Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    }

    @Test
    void nanStaysNan() {
        assertThat(at(Lanes::exp, Float.NaN)).isNaN();
        assertThat(at(Lanes::sigmoid, Float.NaN)).isNaN();
        assertThat(at(Lanes::tanh, Float.NaN)).isNaN();
    }

    @Test
    void oneNanLaneMakesTheSumNan() {
        for (int lane = 0; lane < Lanes.LENGTH; lane++) {
            FloatVector v = FloatVector.zero(Lanes.SPECIES).withLane(lane, Float.NaN);
            assertThat(Lanes.sum(v)).isNaN();
        }
    }

    @Test
    void sumAndLargestSeeEveryLane() {
        for (int lane = 0; lane < Lanes.LENGTH; lane++) {
            FloatVector v = FloatVector.broadcast(Lanes.SPECIES, -3f).withLane(lane, 2f);
            assertThat(Lanes.sum(v)).isEqualTo(2 - 3f * (Lanes.LENGTH - 1));
            assertThat(Lanes.max(v)).isEqualTo(2);
        }
        for (int lane = 0; lane < Lanes.DOUBLES.length(); lane++) {
            DoubleVector v = DoubleVector.broadcast(Lanes.DOUBLES, -3).withLane(lane, 2);
            assertThat(Lanes.sum(v)).isEqualTo(2 - 3.0 * (Lanes.DOUBLES.length() - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 1000})
    void aMaskHasTheLanesBelow(int count) {
        assertThat(Lanes.below(count).trueCount()).isEqualTo(Math.min(count, Lanes.LENGTH));
    }

    private interface Error {
        double of(float got, double want);
    }

    private static double ulps(float got, double want) {
        return Math.abs(got - want) / Math.ulp((float) want);
    }

    private static double distance(float got, double want) {
        return Math.abs(got - want);
    }

    private static double relative(float got, double want) {
        return Math.abs(got - want) / Math.max(Double.MIN_NORMAL, Math.abs(want));
    }

    private static double worst(
            double from, double to, UnaryOperator<FloatVector> f, DoubleUnaryOperator want, Error error) {
        Random random = new Random(3);
        float[] x = new float[Lanes.LENGTH];
        double worst = 0;
        for (int i = 0; i < PLACES; i += Lanes.LENGTH) {
            for (int lane = 0; lane < Lanes.LENGTH; lane++) {
                x[lane] = (float) random.nextDouble(from, to);
            }
            float[] got = f.apply(FloatVector.fromArray(Lanes.SPECIES, x, 0)).toArray();
            for (int lane = 0; lane < Lanes.LENGTH; lane++) {
                worst = Math.max(worst, error.of(got[lane], want.applyAsDouble(x[lane])));
            }
        }
        return worst;
    }

    private static float at(UnaryOperator<FloatVector> f, float x) {
        return f.apply(FloatVector.broadcast(Lanes.SPECIES, x)).lane(0);
    }
}
