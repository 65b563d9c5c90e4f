package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dpoworkbench.engine.compute.Layouts.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The control's backward operations against central differences of its forward ones, in float64: with `S = Σ c ·
/// out` for random c, the gradient of S with respect to each number of each operand is (S(x + h) − S(x − h)) /
/// 2h. At h = 1e-5 its error is of order h² and 1e-16/h: 1e-9 of results of order 1.
class ControlBackendTest {
    private static final double H = 1e-5;

    private final ControlBackend control = new ControlBackend();
    private final Random random = new Random(7);

    /// An operand and where the backward operation leaves its gradient.
    private record Operand(String name, FloatTensor values, FloatTensor gradient) {}

    private final List<Operand> operands = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void products(boolean inputMajor) {
        FloatTensor x = normal(3, 5);
        FloatTensor y = normal(3, 4);
        Matrix w = new Matrix(
                normal(inputMajor ? 5 : 4, inputMajor ? 4 : 5),
                control.floats(inputMajor ? 5 : 4, inputMajor ? 4 : 5),
                inputMajor);
        FloatTensor dy = normal(3, 4);
        FloatTensor dx = control.floats(3, 5);
        control.multiplyBackwardInput(3, dy, w, dx, false);
        control.multiplyBackwardWeight(3, x, dy, w);
        operand("x", x, dx);
        operand("W", (FloatTensor) w.weight(), w.gradient());
        check(() -> control.multiply(3, x, w, y, false), y, dy);
    }

    /// Also of x: an adapter's inner product is A's output, so that its gradient goes on through A.
    @Test
    void outerProductsOfAdapters() {
        FloatTensor inner = normal(3, 2);
        FloatTensor dInner = control.floats(3, 2);
        FloatTensor y = normal(3, 7);
        Matrix outer = new Matrix(normal(4, 2), control.floats(4, 2), false);
        FloatTensor dy = normal(3, 7);
        control.copy(3, inner, dInner);
        control.addOuterBackward(3, dy, 2, outer, 1.5f, dInner);
        operand("inner", inner, dInner);
        operand("B", (FloatTensor) outer.weight(), outer.gradient());
        check(
                () -> {
                    control.fill(y, 0);
                    control.addOuter(3, inner, outer, 1.5f, y, 2);
                },
                y,
                dy);
    }

    @Test
    void dropout() {
        FloatTensor x = normal(5, 4);
        FloatTensor dx = control.floats(5, 4);
        FloatTensor out = control.floats(5, 4);
        FloatTensor dOut = normal(5, 4);
        control.dropout(5, dOut, 99, 0.4f, dx, true);
        operand("x", x, dx);
        check(() -> control.dropout(5, x, 99, 0.4f, out, false), out, dOut);
    }

    @Test
    void biases() {
        Vector bias = vector(4);
        FloatTensor dy = normal(3, 4);
        FloatTensor y = control.floats(3, 4);
        control.biasBackward(3, dy, bias);
        operand("bias", bias.weight(), bias.gradient());
        check(
                () -> {
                    control.fill(y, 0);
                    control.addBias(3, y, bias);
                },
                y,
                dy);
    }

    @Test
    void rowsByNumber() {
        FloatTensor table = normal(3, 4);
        FloatTensor dTable = control.floats(3, 4);
        FloatTensor out = control.floats(5, 4);
        FloatTensor dOut = normal(5, 4);
        IntTensor index = control.ints(5);
        control.upload(new int[] {2, 0, 2, 2, 1}, 5, index);
        control.scatterAdd(5, index, dOut, dTable);
        operand("table", table, dTable);
        check(() -> control.gather(5, index, table, out, false), out, dOut);
    }

    @Test
    void layerNorm() {
        FloatTensor x = normal(3, 6);
        FloatTensor out = control.floats(3, 6);
        FloatTensor statistics = control.floats(3, 2);
        FloatTensor dOut = normal(3, 6);
        FloatTensor dx = control.floats(3, 6);
        Vector gain = vector(6);
        Vector bias = vector(6);
        control.layerNorm(3, x, gain, bias, 1e-2f, out, statistics);
        control.layerNormBackward(3, x, statistics, gain, bias, dOut, dx, out);
        operand("x", x, dx);
        operand("gain", gain.weight(), gain.gradient());
        operand("bias", bias.weight(), bias.gradient());
        check(() -> control.layerNorm(3, x, gain, bias, 1e-2f, out, statistics), out, dOut);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1})
    void rootMeanSquareNorm(float offset) {
        FloatTensor x = normal(3, 6);
        FloatTensor out = control.floats(3, 6);
        FloatTensor statistics = control.floats(3, 2);
        FloatTensor dOut = normal(3, 6);
        FloatTensor dx = control.floats(3, 6);
        Vector gain = vector(6);
        control.rmsNorm(3, x, gain, offset, 1e-2f, out, statistics);
        control.rmsNormBackward(3, x, statistics, gain, offset, dOut, dx, out);
        operand("x", x, dx);
        operand("gain", gain.weight(), gain.gradient());
        check(() -> control.rmsNorm(3, x, gain, offset, 1e-2f, out, statistics), out, dOut);
    }

    @Test
    void normsOfHeads() {
        AttentionShape shape = new AttentionShape(4, 2, 3, 1);
        FloatTensor raw = normal(3, shape.rowWidth());
        FloatTensor qkv = control.floats(3, shape.rowWidth());
        FloatTensor statistics = control.floats(3, 6);
        FloatTensor dOut = normal(3, shape.rowWidth());
        FloatTensor dRaw = control.floats(3, shape.rowWidth());
        HeadGains gains = new HeadGains(vector(3), vector(3), 1);
        control.normHeads(shape, 3, raw, gains, 1e-2f, qkv, statistics);
        control.copy(3, dOut, dRaw);
        control.normHeadsBackward(shape, 3, raw, statistics, gains, dRaw);
        operand("raw", raw, dRaw);
        operand("the queries' gain", gains.queries().weight(), gains.queries().gradient());
        operand("the keys' gain", gains.keys().weight(), gains.keys().gradient());
        check(() -> control.normHeads(shape, 3, raw, gains, 1e-2f, qkv, statistics), qkv, dOut);
    }

    @Test
    void rotation() {
        FloatTensor x = normal(3, 10);
        FloatTensor out = control.floats(3, 10);
        FloatTensor dOut = normal(3, 10);
        FloatTensor dx = control.floats(3, 10);
        FloatTensor angles = normal(4, 4);
        IntTensor positions = control.ints(3);
        control.upload(new int[] {3, 0, 1}, 3, positions);
        control.copy(3, dOut, dx);
        control.rotate(3, positions, angles, dx, 2, 4, -1);
        operand("x", x, dx);
        check(
                () -> {
                    control.copy(3, x, out);
                    control.rotate(3, positions, angles, out, 2, 4, 1);
                },
                out,
                dOut);
    }

    @Test
    void attention() {
        attention(new AttentionShape(4, 2, 3, 0.6f));
    }

    @Test
    void attentionInAWindow() {
        attention(new AttentionShape(4, 2, 3, 0.6f).withWindow(3));
    }

    @Test
    void attentionWithCappedScores() {
        attention(new AttentionShape(4, 2, 3, 0.6f).withCap(0.8f));
    }

    private void attention(AttentionShape shape) {
        Layout layout = new Layout("small", List.of(new int[] {3, 2, 1}, new int[] {0, 2}));
        int rows = layout.rows();
        FloatTensor qkv = normal(rows, shape.rowWidth());
        FloatTensor out = control.floats(rows, shape.outputWidth());
        FloatTensor log = control.floats(shape.heads(), rows);
        FloatTensor dOut = normal(rows, shape.outputWidth());
        FloatTensor dqkv = control.floats(rows, shape.rowWidth());
        control.attention(shape, layout.segments(), qkv, out, log);
        control.attentionBackward(shape, layout.segments(), qkv, out, log, dOut, dqkv);
        operand("qkv", qkv, dqkv);
        check(() -> control.attention(shape, layout.segments(), qkv, out, log), out, dOut);
    }

    @ParameterizedTest
    @EnumSource
    void activations(Nonlinearity f) {
        FloatTensor x = normal(5, 7);
        FloatTensor out = control.floats(5, 7);
        FloatTensor dOut = normal(5, 7);
        FloatTensor dx = control.floats(5, 7);
        control.activateBackward(f, 5, x, dOut, dx, out);
        operand("x", x, dx);
        check(() -> control.activate(f, 5, x, out), out, dOut);
    }

    @ParameterizedTest
    @EnumSource
    void gates(Nonlinearity f) {
        FloatTensor x = normal(5, 14);
        FloatTensor out = control.floats(5, 7);
        FloatTensor dOut = normal(5, 7);
        FloatTensor dx = control.floats(5, 14);
        control.gateBackward(f, 5, x, dOut, dx, out);
        operand("x", x, dx);
        check(() -> control.gate(f, 5, x, out), out, dOut);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1.2f})
    void logProbs(float cap) {
        Targets targets = new Targets(4);
        targets.addRow(0);
        targets.addTarget(2, 0);
        targets.addTarget(5, 1);
        targets.addRow(1);
        targets.addRow(2);
        targets.addTarget(6, 0);
        FloatTensor logits = normal(3, 7);
        FloatTensor dLogits = control.floats(3, 7);
        FloatTensor capped = control.floats(3, 7);
        FloatTensor log = control.floats(3, 1);
        double[] logProbs = new double[3];
        FloatTensor out = control.floats(3, 1);
        FloatTensor dOut = normal(3, 1);
        double[] gradient = {control.get(dOut, 0, 0), control.get(dOut, 1, 0), control.get(dOut, 2, 0)};
        control.copy(3, logits, dLogits);
        cap(cap, dLogits);
        control.logProbs(0, 3, targets, dLogits, log, logProbs);
        control.logProbsBackward(0, 3, targets, dLogits, cap, log, gradient);
        operand("logits", logits, dLogits);
        check(
                () -> {
                    control.copy(3, logits, capped);
                    cap(cap, capped);
                    control.logProbs(0, 3, targets, capped, log, logProbs);
                    for (int t = 0; t < 3; t++) {
                        control.set(out, t, 0, logProbs[t]);
                    }
                },
                out,
                dOut);
    }

    private void cap(float cap, FloatTensor logits) {
        if (cap > 0) {
            control.softCap(cap, 3, logits);
        }
    }

    /// Φ(1), Φ(−2.5) and Φ(−6) from tables of the normal distribution.
    @Test
    void theNormalDistribution() {
        assertThat(ControlFunctions.normalDistribution(1)).isCloseTo(0.841344746068543, within(1e-15));
        assertThat(ControlFunctions.normalDistribution(-2.5)).isCloseTo(0.00620966532577614, within(1e-16));
        assertThat(ControlFunctions.normalDistribution(-6)).isCloseTo(9.86587645037698e-10, within(1e-23));
    }

    private void operand(String name, FloatTensor values, FloatTensor gradient) {
        operands.add(new Operand(name, values, gradient));
    }

    private FloatTensor normal(int rows, int columns) {
        FloatTensor t = control.floats(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            control.set(t, i / columns, i % columns, random.nextGaussian());
        }
        return t;
    }

    private Vector vector(int width) {
        return new Vector(normal(1, width), control.floats(1, width));
    }

    private void check(Runnable forward, FloatTensor out, FloatTensor weights) {
        for (Operand o : operands) {
            for (int i = 0; i < o.values().size(); i++) {
                int row = i / o.values().columns();
                int column = i % o.values().columns();
                double value = control.get(o.values(), row, column);
                control.set(o.values(), row, column, value + H);
                double above = weighted(forward, out, weights);
                control.set(o.values(), row, column, value - H);
                double below = weighted(forward, out, weights);
                control.set(o.values(), row, column, value);
                assertThat(control.get(o.gradient(), row, column))
                        .as("d %s (%s, %s)", o.name(), row, column)
                        .isCloseTo((above - below) / (2 * H), within(1e-7));
            }
        }
    }

    private double weighted(Runnable forward, FloatTensor out, FloatTensor weights) {
        forward.run();
        double sum = 0;
        for (int i = 0; i < out.size(); i++) {
            int row = i / out.columns();
            int column = i % out.columns();
            sum += control.get(out, row, column) * control.get(weights, row, column);
        }
        return sum;
    }
}
