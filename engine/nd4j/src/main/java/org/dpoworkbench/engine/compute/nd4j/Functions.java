package org.dpoworkbench.engine.compute.nd4j;

import org.dpoworkbench.engine.compute.Nonlinearity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/// Element-wise functions and their slopes, as new arrays.
final class Functions {
    private static final double ROOT_2_OVER_PI = Math.sqrt(2 / Math.PI);
    private static final double CUBIC = 0.044715;

    private Functions() {}

    static INDArray value(Nonlinearity f, INDArray x) {
        return switch (f) {
            case GELU_TANH -> Transforms.tanh(inner(x), false).addi(1).muli(x).muli(0.5);
            case GELU -> normalDistribution(x).muli(x);
            case SILU -> Transforms.sigmoid(x, true).muli(x);
            case RELU -> Transforms.abs(x, true).addi(x).muli(0.5);
        };
    }

    static INDArray slope(Nonlinearity f, INDArray x) {
        return switch (f) {
            case GELU_TANH -> {
                INDArray t = Transforms.tanh(inner(x), false);
                INDArray innerSlope = x.mul(x).muli(3 * CUBIC * ROOT_2_OVER_PI).addi(ROOT_2_OVER_PI);
                INDArray tanhSlope = t.mul(t).rsubi(1);
                yield t.addi(1).addi(tanhSlope.muli(innerSlope).muli(x)).muli(0.5);
            }
            case GELU -> {
                INDArray density = Transforms.exp(x.mul(x).muli(-0.5), false).muli(1 / Math.sqrt(2 * Math.PI));
                yield normalDistribution(x).addi(density.muli(x));
            }
            case SILU -> {
                INDArray s = Transforms.sigmoid(x, true);
                yield s.rsub(1).muli(x).addi(1).muli(s);
            }
            case RELU -> x.gt(0).castTo(DataType.FLOAT);
        };
    }

    /// cap · tanh(x / cap)
    static INDArray capped(INDArray x, float cap) {
        return Transforms.tanh(x.div(cap), false).muli(cap);
    }

    /// The slope of [#capped], by its value: 1 − (y / cap)².
    static INDArray capSlope(INDArray y, float cap) {
        INDArray t = y.div(cap);
        return t.muli(t).rsubi(1);
    }

    private static INDArray inner(INDArray x) {
        return x.mul(x).muli(CUBIC).addi(1).muli(x).muli(ROOT_2_OVER_PI);
    }

    /// Φ(x) = (1 + erf(x/√2)) / 2
    private static INDArray normalDistribution(INDArray x) {
        return Nd4j.math().erf(x.div(Math.sqrt(2))).addi(1).muli(0.5);
    }
}
