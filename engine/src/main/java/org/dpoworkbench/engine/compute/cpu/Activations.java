package org.dpoworkbench.engine.compute.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.dpoworkbench.engine.compute.Nonlinearity;

/// Values and slopes of the element-wise functions, both made of one part that is dear to compute.
///
/// A model has one function, so the calls in a kernel's loop always go to the same, and the compiler puts it in place.
/// With a choice inside the loop, or with more in it than the compiler takes at once, it keeps vectors on the heap.
enum Activations {
    /// 0.5 x (1 + t) with t = tanh(√(2/π) (x + 0.044715 x³))
    GELU_TANH {
        @Override
        FloatVector part(FloatVector x) {
            return Lanes.tanh(x.mul(x).mul(CUBIC).add(1f).mul(x).mul(ROOT_2_OVER_PI));
        }

        @Override
        FloatVector value(FloatVector x, FloatVector t) {
            return x.mul(0.5f).mul(t.add(1f));
        }

        @Override
        FloatVector slope(FloatVector x, FloatVector t) {
            FloatVector innerSlope = x.mul(x).mul(3 * CUBIC * ROOT_2_OVER_PI).add(ROOT_2_OVER_PI);
            FloatVector tanhSlope = FloatVector.broadcast(Lanes.SPECIES, 1f).sub(t.mul(t));
            return t.add(1f).mul(0.5f).add(x.mul(0.5f).mul(tanhSlope).mul(innerSlope));
        }
    },

    /// x Φ(x) with the normal distribution's Φ
    GELU {
        /// (1 + erf(x/√2)) / 2, with Abramowitz and Stegun's 7.1.26 for erf: exact to 1.5e-7.
        @Override
        FloatVector part(FloatVector x) {
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

        @Override
        FloatVector value(FloatVector x, FloatVector distribution) {
            return x.mul(distribution);
        }

        @Override
        FloatVector slope(FloatVector x, FloatVector distribution) {
            FloatVector density = Lanes.exp(x.mul(x).mul(-0.5f)).mul(ONE_OVER_ROOT_2_PI);
            return distribution.add(x.mul(density));
        }
    },

    /// x s with s = 1 / (1 + e^-x)
    SILU {
        @Override
        FloatVector part(FloatVector x) {
            return Lanes.sigmoid(x);
        }

        @Override
        FloatVector value(FloatVector x, FloatVector s) {
            return x.mul(s);
        }

        @Override
        FloatVector slope(FloatVector x, FloatVector s) {
            return s.mul(FloatVector.broadcast(Lanes.SPECIES, 1f).sub(s).mul(x).add(1f));
        }
    },

    /// max(x, 0), with slope 0 at 0
    RELU {
        @Override
        FloatVector part(FloatVector x) {
            return FloatVector.zero(Lanes.SPECIES).blend(1f, x.compare(VectorOperators.GT, 0f));
        }

        @Override
        FloatVector value(FloatVector x, FloatVector step) {
            return x.max(0f);
        }

        @Override
        FloatVector slope(FloatVector x, FloatVector step) {
            return step;
        }
    };

    private static final float ROOT_2_OVER_PI = 0.7978845608f;
    private static final float CUBIC = 0.044715f;

    private static final float ONE_OVER_ROOT_2_PI = 0.3989422804f;
    private static final float ONE_OVER_ROOT_2 = 0.7071067812f;

    static Activations of(Nonlinearity f) {
        return switch (f) {
            case GELU_TANH -> GELU_TANH;
            case GELU -> GELU;
            case SILU -> SILU;
            case RELU -> RELU;
        };
    }

    abstract FloatVector part(FloatVector x);

    /// The parts of a row: a loop of its own, since the compiler would not take more at once.
    final void parts(long x, int width, long out) {
        int whole = Lanes.SPECIES.loopBound(width);
        for (int c = 0; c < whole; c += Lanes.LENGTH) {
            long at = (long) c * Float.BYTES;
            part(Lanes.load(x + at)).intoMemorySegment(Lanes.MEMORY, out + at, Lanes.ORDER);
        }
        if (whole < width) {
            VectorMask<Float> mask = Lanes.below(width - whole);
            long at = (long) whole * Float.BYTES;
            Lanes.store(part(Lanes.load(x + at, mask)), out + at, mask);
        }
    }

    /// @param part of x
    abstract FloatVector value(FloatVector x, FloatVector part);

    /// @param part of x
    abstract FloatVector slope(FloatVector x, FloatVector part);
}
