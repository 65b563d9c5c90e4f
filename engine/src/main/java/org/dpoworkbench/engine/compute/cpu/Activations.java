package org.dpoworkbench.engine.compute.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.dpoworkbench.engine.compute.Nonlinearity;

/// Values and slopes of the element-wise functions.
final class Activations {
    private static final float ROOT_2_OVER_PI = 0.7978845608f;
    private static final float CUBIC = 0.044715f;

    private static final float ONE_OVER_ROOT_2_PI = 0.3989422804f;
    private static final float ONE_OVER_ROOT_2 = 0.7071067812f;

    private Activations() {}

    static FloatVector value(Nonlinearity f, FloatVector x) {
        return switch (f) {
            case GELU_TANH -> x.mul(0.5f).mul(Lanes.tanh(inner(x)).add(1f));
            case GELU -> x.mul(normalDistribution(x));
            case SILU -> x.mul(Lanes.sigmoid(x));
            case RELU -> x.max(0f);
        };
    }

    static FloatVector slope(Nonlinearity f, FloatVector x) {
        return switch (f) {
            case GELU_TANH -> {
                FloatVector t = Lanes.tanh(inner(x));
                FloatVector innerSlope =
                        x.mul(x).mul(3 * CUBIC * ROOT_2_OVER_PI).add(ROOT_2_OVER_PI);
                FloatVector tanhSlope = FloatVector.broadcast(Lanes.SPECIES, 1f).sub(t.mul(t));
                yield t.add(1f).mul(0.5f).add(x.mul(0.5f).mul(tanhSlope).mul(innerSlope));
            }
            case GELU -> {
                FloatVector density = Lanes.exp(x.mul(x).mul(-0.5f)).mul(ONE_OVER_ROOT_2_PI);
                yield normalDistribution(x).add(x.mul(density));
            }
            case SILU -> {
                FloatVector s = Lanes.sigmoid(x);
                yield s.mul(
                        FloatVector.broadcast(Lanes.SPECIES, 1f).sub(s).mul(x).add(1f));
            }
            case RELU -> FloatVector.zero(Lanes.SPECIES).blend(1f, x.compare(VectorOperators.GT, 0f));
        };
    }

    private static FloatVector inner(FloatVector x) {
        return x.mul(x).mul(CUBIC).add(1f).mul(x).mul(ROOT_2_OVER_PI);
    }

    /// (1 + erf(x/√2)) / 2, with Abramowitz and Stegun's 7.1.26 for erf: exact to 1.5e-7.
    private static FloatVector normalDistribution(FloatVector x) {
        FloatVector u = x.mul(ONE_OVER_ROOT_2).abs();
        FloatVector one = FloatVector.broadcast(Lanes.SPECIES, 1f);
        FloatVector t = one.div(u.mul(0.3275911f).add(1f));
        FloatVector p = t.mul(1.061405429f).sub(1.453152027f);
        p = p.mul(t)
                .add(1.421413741f)
                .mul(t)
                .sub(0.284496736f)
                .mul(t)
                .add(0.254829592f)
                .mul(t);
        FloatVector erf = one.sub(p.mul(Lanes.exp(u.mul(u).neg())));
        var negative = x.compare(VectorOperators.LT, 0f);
        return erf.blend(erf.neg(), negative).add(1f).mul(0.5f);
    }
}
