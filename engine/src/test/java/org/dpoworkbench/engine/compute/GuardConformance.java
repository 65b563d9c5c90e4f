package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Consumer;
import org.dpoworkbench.engine.compute.Side.TwinMatrix;
import org.dpoworkbench.engine.compute.Side.TwinVector;
import org.junit.jupiter.api.Test;

/// Calls whose arguments do not fit each other: refused, and nothing is written. Tensors have 4 rows of 6 unless the
/// test says otherwise.
interface GuardConformance {
    int ROWS = 4;
    int WIDTH = 6;

    Backend open();

    /// What the tests' wrong calls are made with.
    final class Misfits implements AutoCloseable {
        private final Backend backend;
        private final Comparison both;

        Misfits(Backend backend) {
            this.backend = backend;
            both = new Comparison(backend, 1);
        }

        FloatTensor tensor(int rows, int columns) {
            return both.normal(rows, columns).tested();
        }

        FloatTensor tensor() {
            return tensor(ROWS, WIDTH);
        }

        Matrix matrix(int inputs, int outputs) {
            TwinMatrix m = both.matrix(inputs, outputs, true);
            return new Side(backend, false).at(m);
        }

        Vector vector(int width) {
            TwinVector v = both.vector(width);
            return new Side(backend, false).at(v);
        }

        IntTensor ints(int... values) {
            return both.ints(values).tested();
        }

        void refused(String what, Consumer<Backend> call) {
            assertThatIllegalArgumentException().as(what).isThrownBy(() -> call.accept(backend));
        }

        @Override
        public void close() {
            both.expectNothingElse();
            both.close();
        }
    }

    @Test
    default void transfersLongerThanEitherEndAreRefused() {
        try (Misfits m = new Misfits(open())) {
            FloatTensor floats = m.tensor();
            IntTensor ints = m.ints(0, 1, 2);
            m.refused("ints, target", b -> b.upload(new int[4], 4, ints));
            m.refused("ints, source", b -> b.upload(new int[2], 3, ints));
            m.refused("ints, count", b -> b.upload(new int[2], -1, ints));
            m.refused("floats, target", b -> b.upload(new float[25], 25, floats));
            m.refused("floats, source", b -> b.upload(new float[3], 4, floats));
            m.refused("floats, count", b -> b.upload(new float[3], -1, floats));
            m.refused("download, source", b -> b.download(floats, new float[25], 25));
            m.refused("download, target", b -> b.download(floats, new float[3], 4));
            m.refused("download, count", b -> b.download(floats, new float[3], -1));
        }
    }

    @Test
    default void tensorsOfNegativeSizeAreRefused() {
        try (Misfits m = new Misfits(open())) {
            m.refused("rows", b -> b.floats(-1, 3));
            m.refused("columns", b -> b.floats(3, -1));
            m.refused("integers", b -> b.ints(-1));
        }
    }

    @Test
    default void copiesThatDoNotFitAreRefused() {
        try (Misfits m = new Misfits(open())) {
            m.refused("source rows", b -> b.copy(5, m.tensor(), m.tensor(9, WIDTH)));
            m.refused("target rows", b -> b.copy(5, m.tensor(9, WIDTH), m.tensor()));
            m.refused("columns", b -> b.copy(2, m.tensor(), m.tensor(ROWS, 5)));
            m.refused("negative rows", b -> b.copy(-1, m.tensor(), m.tensor()));
        }
    }

    @Test
    default void productsThatDoNotFitAreRefused() {
        try (Misfits m = new Misfits(open())) {
            m.refused("x rows", b -> b.multiply(5, m.tensor(), m.matrix(6, 3), m.tensor(9, 3), false));
            m.refused("y rows", b -> b.multiply(5, m.tensor(9, 6), m.matrix(6, 3), m.tensor(4, 3), false));
            m.refused("inputs", b -> b.multiply(4, m.tensor(), m.matrix(5, 3), m.tensor(4, 3), false));
            m.refused("outputs", b -> b.multiply(4, m.tensor(), m.matrix(6, 3), m.tensor(4, 4), false));
            m.refused("negative rows", b -> b.multiply(-1, m.tensor(), m.matrix(6, 3), m.tensor(4, 3), false));
            m.refused("dx rows", b -> b.multiplyBackwardInput(5, m.tensor(9, 3), m.matrix(6, 3), m.tensor(), false));
            m.refused("dy", b -> b.multiplyBackwardInput(4, m.tensor(4, 2), m.matrix(6, 3), m.tensor(), false));
            m.refused("x of a weight", b -> b.multiplyBackwardWeight(5, m.tensor(), m.tensor(9, 3), m.matrix(6, 3)));
            m.refused("dy of a weight", b -> b.multiplyBackwardWeight(4, m.tensor(), m.tensor(4, 2), m.matrix(6, 3)));
            Matrix misfit = new Matrix(m.tensor(6, 3), m.tensor(5, 3), true);
            m.refused("the gradient", b -> b.multiplyBackwardWeight(4, m.tensor(), m.tensor(4, 3), misfit));
        }
    }

    @Test
    default void adaptersThatDoNotFitAreRefused() {
        try (Misfits m = new Misfits(open())) {
            Matrix outer = new Matrix(m.tensor(3, 2), m.tensor(3, 2), false);
            FloatTensor inner = m.tensor(ROWS, 2);
            m.refused("rows", b -> b.addOuter(5, inner, outer, 1, m.tensor(9, 6), 0));
            m.refused("y rows", b -> b.addOuter(5, m.tensor(9, 2), outer, 1, m.tensor(), 0));
            m.refused("rank", b -> b.addOuter(4, m.tensor(ROWS, 3), outer, 1, m.tensor(), 0));
            m.refused("columns", b -> b.addOuter(4, inner, outer, 1, m.tensor(), 4));
            m.refused("columns before the first", b -> b.addOuter(4, inner, outer, 1, m.tensor(), -1));
            m.refused("an outer matrix by inputs", b -> b.addOuter(4, inner, m.matrix(2, 3), 1, m.tensor(), 0));
            m.refused("dy columns", b -> b.addOuterBackward(4, m.tensor(), 4, outer, 1, inner));
            Matrix frozen = Matrix.frozen(m.tensor(3, 2), false);
            m.refused("no gradient", b -> b.addOuterBackward(4, m.tensor(), 0, frozen, 1, inner));
            m.refused("dropout rows", b -> b.dropout(5, m.tensor(), 1, 0.5f, m.tensor(9, 6), false));
            m.refused("dropout columns", b -> b.dropout(4, m.tensor(), 1, 0.5f, m.tensor(4, 5), false));
            m.refused("all left out", b -> b.dropout(4, m.tensor(), 1, 1, m.tensor(), false));
            m.refused("a negative share", b -> b.dropout(4, m.tensor(), 1, -0.1f, m.tensor(), false));
        }
    }

    @Test
    default void whatIsNotTrainedHasNoGradientToAddTo() {
        try (Misfits m = new Misfits(open())) {
            Matrix w = Matrix.frozen(m.tensor(6, 3), true);
            m.refused("a weight", b -> b.multiplyBackwardWeight(4, m.tensor(), m.tensor(4, 3), w));
            Vector v = new Vector(m.tensor(1, WIDTH), FloatTensor.NONE);
            m.refused("a bias", b -> b.biasBackward(4, m.tensor(), v));
            FloatTensor s = m.tensor(ROWS, 2);
            m.refused(
                    "half a norm",
                    b -> b.layerNormBackward(4, m.tensor(), s, v, m.vector(6), m.tensor(), m.tensor(), m.tensor()));
        }
    }

    @Test
    default void biasesThatDoNotFitAreRefused() {
        try (Misfits m = new Misfits(open())) {
            m.refused("rows", b -> b.addBias(5, m.tensor(), m.vector(6)));
            m.refused("width", b -> b.addBias(4, m.tensor(), m.vector(5)));
            m.refused("rows backward", b -> b.biasBackward(5, m.tensor(), m.vector(6)));
            m.refused("width backward", b -> b.biasBackward(4, m.tensor(), m.vector(7)));
            Vector misfit = new Vector(m.tensor(1, 6), m.tensor(1, 5));
            m.refused("the gradient", b -> b.biasBackward(4, m.tensor(), misfit));
        }
    }

    @Test
    default void rowsByNumberThatDoNotFitAreRefused() {
        try (Misfits m = new Misfits(open())) {
            FloatTensor table = m.tensor(3, WIDTH);
            IntTensor good = m.ints(0, 1, 2, 0, 0);
            m.refused("out rows", b -> b.gather(5, good, table, m.tensor(), false));
            m.refused("indices", b -> b.gather(4, m.ints(0, 1), table, m.tensor(), false));
            m.refused("columns", b -> b.gather(4, good, table, m.tensor(4, 5), false));
            m.refused("an index behind the table", b -> b.gather(4, m.ints(0, 0, 0, 3), table, m.tensor(), false));
            m.refused("an index before the table", b -> b.gather(4, m.ints(-1, 0, 0, 0), table, m.tensor(), true));
            m.refused("x rows", b -> b.scatterAdd(5, good, m.tensor(), table));
            m.refused("indices to add to", b -> b.scatterAdd(4, m.ints(0, 1), m.tensor(), table));
            m.refused("columns to add to", b -> b.scatterAdd(4, good, m.tensor(4, 5), table));
            m.refused("a row behind the table", b -> b.scatterAdd(4, m.ints(0, 0, 0, 3), m.tensor(), table));
            m.refused("a row before the table", b -> b.scatterAdd(4, m.ints(0, 0, -1, 0), m.tensor(), table));
        }
    }

    @Test
    default void normsThatDoNotFitAreRefused() {
        try (Misfits m = new Misfits(open())) {
            FloatTensor x = m.tensor();
            FloatTensor s = m.tensor(ROWS, 2);
            Vector v = m.vector(WIDTH);
            Vector narrow = m.vector(5);
            Vector noGradient = new Vector(m.tensor(1, WIDTH), m.tensor(1, 5));
            m.refused("rows", b -> b.layerNorm(5, x, v, v, 1, m.tensor(), s));
            m.refused("gain", b -> b.layerNorm(4, x, narrow, v, 1, m.tensor(), s));
            m.refused("bias", b -> b.layerNorm(4, x, v, narrow, 1, m.tensor(), s));
            m.refused("out", b -> b.layerNorm(4, x, v, v, 1, m.tensor(4, 5), s));
            m.refused("statistics", b -> b.layerNorm(4, x, v, v, 1, m.tensor(), m.tensor(3, 2)));
            m.refused("a statistic", b -> b.layerNorm(4, x, v, v, 1, m.tensor(), m.tensor(4, 1)));
            m.refused("dOut", b -> b.layerNormBackward(4, x, s, v, v, m.tensor(3, 6), m.tensor(), m.tensor()));
            m.refused("dx", b -> b.layerNormBackward(4, x, s, v, v, m.tensor(), m.tensor(4, 5), m.tensor()));
            m.refused("bias backward", b -> b.layerNormBackward(4, x, s, v, narrow, x, m.tensor(), m.tensor()));
            m.refused("gain's gradient", b -> b.layerNormBackward(4, x, s, noGradient, v, x, m.tensor(), m.tensor()));
            m.refused("bias' gradient", b -> b.layerNormBackward(4, x, s, v, noGradient, x, m.tensor(), m.tensor()));
            m.refused("rms rows", b -> b.rmsNorm(5, x, v, 0, 1, m.tensor(), s));
            m.refused("rms gain", b -> b.rmsNorm(4, x, narrow, 0, 1, m.tensor(), s));
            m.refused("rms dx", b -> b.rmsNormBackward(4, x, s, v, 0, m.tensor(), m.tensor(3, 6), m.tensor()));
            m.refused(
                    "rms gradient", b -> b.rmsNormBackward(4, x, s, noGradient, 0, m.tensor(), m.tensor(), m.tensor()));
        }
    }

    @Test
    default void rotationsThatDoNotFitAreRefused() {
        try (Misfits m = new Misfits(open())) {
            FloatTensor angles = m.tensor(3, 2);
            IntTensor good = m.ints(0, 1, 2, 0, 0);
            m.refused("rows", b -> b.rotate(5, good, angles, m.tensor(), 3, 2, 1));
            m.refused("positions", b -> b.rotate(4, m.ints(0, 1), angles, m.tensor(), 3, 2, 1));
            m.refused("heads", b -> b.rotate(4, good, angles, m.tensor(), 4, 2, 1));
            m.refused("head size", b -> b.rotate(4, good, angles, m.tensor(), 1, 1, 1));
            m.refused("an odd head", b -> b.rotate(4, good, m.tensor(3, 3), m.tensor(), 2, 3, 1));
            m.refused("a late position", b -> b.rotate(4, m.ints(0, 0, 0, 3), angles, m.tensor(), 3, 2, 1));
            m.refused("a position below 0", b -> b.rotate(4, m.ints(0, -1, 0, 0), angles, m.tensor(), 3, 2, 1));
        }
    }

    @Test
    default void activationsThatDoNotFitAreRefused() {
        try (Misfits m = new Misfits(open())) {
            Nonlinearity f = Nonlinearity.SILU;
            m.refused("rows", b -> b.activate(f, 5, m.tensor(), m.tensor(9, 6)));
            m.refused("columns", b -> b.activate(f, 4, m.tensor(), m.tensor(4, 5)));
            m.refused("dOut", b -> b.activateBackward(f, 4, m.tensor(), m.tensor(4, 5), m.tensor(), m.tensor()));
            m.refused("dx", b -> b.activateBackward(f, 4, m.tensor(), m.tensor(), m.tensor(4, 5), m.tensor()));
            m.refused(
                    "both gradients",
                    b -> b.activateBackward(f, 4, m.tensor(), m.tensor(4, 5), m.tensor(4, 5), m.tensor()));
            m.refused("gate rows", b -> b.gate(f, 5, m.tensor(), m.tensor(9, 3)));
            m.refused("gate columns", b -> b.gate(f, 4, m.tensor(), m.tensor(4, 4)));
            m.refused("gate dOut", b -> b.gateBackward(f, 4, m.tensor(), m.tensor(4, 2), m.tensor(), m.tensor(4, 3)));
            m.refused(
                    "gate gradients",
                    b -> b.gateBackward(f, 4, m.tensor(), m.tensor(4, 2), m.tensor(4, 4), m.tensor(4, 3)));
            m.refused("gate dx", b -> b.gateBackward(f, 4, m.tensor(), m.tensor(4, 3), m.tensor(3, 6), m.tensor(4, 3)));
        }
    }

    @Test
    default void logProbsThatDoNotFitAreRefused() {
        try (Misfits m = new Misfits(open())) {
            Targets targets = new Targets(4);
            for (int r = 0; r < ROWS; r++) {
                targets.addRow(r);
                targets.addTarget(WIDTH - 1, 0);
            }
            Targets unknown = new Targets(1);
            unknown.addRow(0);
            unknown.addTarget(WIDTH, 0);
            Targets negative = new Targets(1);
            negative.addRow(0);
            negative.addTarget(-1, 0);
            FloatTensor log = m.tensor(ROWS, 1);
            double[] p = new double[ROWS];
            m.refused("logit rows", b -> b.logProbs(0, 4, targets, m.tensor(3, 6), log, p));
            m.refused("log-sum-exp", b -> b.logProbs(0, 4, targets, m.tensor(), m.tensor(3, 1), p));
            m.refused("result", b -> b.logProbs(0, 4, targets, m.tensor(), log, new double[3]));
            m.refused("more rows than targets have", b -> b.logProbs(1, 4, targets, m.tensor(), m.tensor(9, 1), p));
            m.refused("from below 0", b -> b.logProbs(-1, 4, targets, m.tensor(), log, p));
            m.refused("a token outside the vocabulary", b -> b.logProbs(0, 1, unknown, m.tensor(), log, p));
            m.refused("a token below 0", b -> b.logProbs(0, 1, negative, m.tensor(), log, p));
            m.refused("gradient rows", b -> b.logProbsBackward(0, 4, targets, m.tensor(3, 6), 0, log, p));
            m.refused("gradient", b -> b.logProbsBackward(0, 4, targets, m.tensor(), 0, log, new double[3]));
            m.refused("a cap below 0", b -> b.logProbsBackward(0, 4, targets, m.tensor(), -1, log, p));
            m.refused("no cap", b -> b.softCap(0, 4, m.tensor()));
            m.refused("rows to cap", b -> b.softCap(1, 5, m.tensor()));
            m.refused("a token to write at", b -> b.logProbsBackward(0, 1, unknown, m.tensor(), 0, log, p));
            m.refused("a token before the row", b -> b.logProbsBackward(0, 1, negative, m.tensor(), 0, log, p));
        }
    }

    @Test
    default void optimiserStateThatDoesNotFitIsRefused() {
        try (Misfits m = new Misfits(open())) {
            FloatTensor w = m.tensor(30, 1);
            FloatTensor small = m.tensor(29, 1);
            AdamWStep adam = new AdamWStep();
            adam.step = 1;
            m.refused("gradient", b -> b.adamW(w, small, w, w, adam));
            m.refused("first moment", b -> b.adamW(w, w, small, w, adam));
            m.refused("second moment", b -> b.adamW(w, w, w, small, adam));
            m.refused("gradient of RMSprop", b -> b.rmsProp(w, small, w, new RmsPropStep()));
            m.refused("mean square", b -> b.rmsProp(w, w, small, new RmsPropStep()));
        }
    }
}
