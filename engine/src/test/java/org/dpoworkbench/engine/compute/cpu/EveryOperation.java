package org.dpoworkbench.engine.compute.cpu;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.compute.AdamWStep;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.Bfloat16Tensor;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.HeadGains;
import org.dpoworkbench.engine.compute.IntTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.compute.Nf4Tensor;
import org.dpoworkbench.engine.compute.Nf4Writer;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.dpoworkbench.engine.compute.RmsPropStep;
import org.dpoworkbench.engine.compute.Segments;
import org.dpoworkbench.engine.compute.Targets;
import org.dpoworkbench.engine.compute.Vector;

/// All operations of a backend, one after the other, on the same numbers every time.
final class EveryOperation {
    private static final AttentionShape SHAPE =
            new AttentionShape(4, 2, 9, 1 / 3f).withWindow(5).withCap(2);

    /// A tensor, what it holds before every run, and its name.
    private record Buffer(String name, FloatTensor tensor, float[] before, float[] after) {}

    private final Backend backend;
    private final Random random = new Random(11);
    private final List<Buffer> buffers = new ArrayList<>();
    private final int rows;
    private final FloatTensor x;
    private final FloatTensor copied;
    private final FloatTensor y;
    private final FloatTensor product;
    private final FloatTensor dx;
    private final FloatTensor gathered;
    private final FloatTensor table;
    private final FloatTensor normed;
    private final FloatTensor statistics;
    private final FloatTensor dNormed;
    private final FloatTensor activated;
    private final FloatTensor dActivated;
    private final FloatTensor gates;
    private final FloatTensor dGates;
    private final FloatTensor raw;
    private final FloatTensor dRaw;
    private final FloatTensor headStatistics;
    private final HeadGains headGains;
    private final FloatTensor qkv;
    private final FloatTensor attended;
    private final FloatTensor logSumExp;
    private final FloatTensor dQkv;
    private final FloatTensor cache;
    private final FloatTensor recalled;
    private final IntTensor places;
    private final IntTensor begins;
    private final FloatTensor angles;
    private final FloatTensor logits;
    private final FloatTensor logitLogs;
    private final FloatTensor weights;
    private final FloatTensor gradients;
    private final FloatTensor first;
    private final FloatTensor second;
    private final Matrix matrix;
    private final Matrix small;
    private final FloatTensor smallProduct;
    private final Matrix smallest;
    private final FloatTensor smallestProduct;
    private final Matrix outer;
    private final FloatTensor inner;
    private final FloatTensor outerProduct;
    private final FloatTensor dropped;
    private final Vector gain;
    private final Vector bias;
    private final IntTensor index;
    private final Segments segments = new Segments(3);
    private final Targets targets;
    private final double[] scalars;
    private final AdamWStep adam = new AdamWStep();
    private final RmsPropStep rms = new RmsPropStep();

    /// @param rows       at least 4
    /// @param width      of most tensors
    /// @param vocabulary of the logits
    /// @param parameters of the optimiser's tensors
    EveryOperation(Backend backend, int rows, int width, int vocabulary, int parameters) {
        this.backend = backend;
        this.rows = rows;
        x = buffer("x", rows, width);
        copied = buffer("copy", rows, width);
        y = buffer("addBias", rows, width);
        product = buffer("multiply", rows, width);
        dx = buffer("multiplyBackwardInput, normBackward", rows, width);
        gathered = buffer("gather", rows, width);
        table = buffer("scatterAdd", 5, width);
        normed = buffer("layerNorm, rmsNorm", rows, width);
        statistics = buffer("norms' statistics", rows, 2);
        dNormed = buffer("dOut of norms", rows, width);
        activated = buffer("activations", rows, width);
        dActivated = buffer("activations' slopes", rows, width);
        gates = buffer("gates", rows, 2 * width);
        dGates = buffer("gateBackward", rows, 2 * width);
        raw = buffer("raw", rows, SHAPE.rowWidth());
        dRaw = buffer("normHeadsBackward", rows, SHAPE.rowWidth());
        headStatistics = buffer("normHeads", rows, SHAPE.heads() + SHAPE.keyValueHeads());
        headGains = new HeadGains(headGain("queries"), headGain("keys"), 1);
        qkv = buffer("rotate", rows, SHAPE.rowWidth());
        attended = buffer("attention", rows, SHAPE.outputWidth());
        logSumExp = buffer("attention's log-sum-exp", SHAPE.heads(), rows);
        dQkv = buffer("attentionBackward", rows, SHAPE.rowWidth());
        cache = buffer("remember", rows, SHAPE.cacheWidth());
        recalled = buffer("attendRemembered", rows, SHAPE.outputWidth());
        places = backend.ints(rows);
        backend.upload(IntStream.range(0, rows).toArray(), rows, places);
        begins = backend.ints(rows);
        backend.upload(IntStream.range(0, rows).map(r -> r / 2).toArray(), rows, begins);
        angles = buffer("angles", 5, 8);
        logits = buffer("logProbsBackward", rows, vocabulary);
        logitLogs = buffer("log-sum-exp of logits", rows, 1);
        weights = buffer("weights", parameters, 1);
        gradients = buffer("gradients", parameters, 1);
        first = buffer("first moment", parameters, 1);
        second = buffer("second moment", parameters, 1);
        matrix = new Matrix(buffer("W", width, width), buffer("multiplyBackwardWeight", width, width), true);
        small = Matrix.frozen(backend.bfloat16s(width, width), false);
        float[] values = new float[width * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        backend.upload(values, values.length, (Bfloat16Tensor) small.weight());
        smallProduct = buffer("multiply by bfloat16", rows, width);
        smallest = Matrix.frozen(backend.nf4s(width, width), true);
        backend.write(
                smallest.weight(),
                into -> new Nf4Writer((Nf4Tensor) smallest.weight(), into)
                        .write(MemorySegment.ofArray(values), values.length));
        smallestProduct = buffer("multiply by NF4", rows, width);
        outer = new Matrix(buffer("B", width, 3), buffer("addOuterBackward", width, 3), false);
        inner = buffer("inner", rows, 3);
        outerProduct = buffer("addOuter", rows, width);
        dropped = buffer("dropout", rows, width);
        gain = new Vector(buffer("gain", 1, width), buffer("gain's gradient", 1, width));
        bias = new Vector(buffer("bias", 1, width), buffer("bias' gradient", 1, width));
        index = backend.ints(rows);
        backend.upload(random.ints(rows, 0, 5).toArray(), rows, index);
        segments.add(0, rows / 2, 0, 0);
        segments.add(rows / 2, rows / 4, 0, rows / 2);
        segments.add(rows / 2 + rows / 4, rows - rows / 2 - rows / 4, 0, rows / 2);
        segments.endGroup();
        targets = new Targets(2 * rows);
        for (int r = 0; r < rows; r++) {
            targets.addRow(r);
            targets.addTarget(random.nextInt(vocabulary), 0);
            targets.addTarget(random.nextInt(vocabulary), 1);
        }
        scalars = new double[targets.targets + 1];
        adam.learningRate = 0.01;
        adam.beta1 = 0.9;
        adam.beta2 = 0.999;
        adam.epsilon = 1e-8;
        adam.weightDecay = 0.1;
        adam.gradientScale = 0.7;
        adam.step = 3;
        rms.learningRate = 0.01;
        rms.alpha = 0.99;
        rms.epsilon = 1e-8;
        rms.gradientScale = 0.7;
    }

    private Vector headGain(String of) {
        return new Vector(
                buffer("gain of " + of, 1, SHAPE.headSize()),
                buffer("gradient of the gain of " + of, 1, SHAPE.headSize()));
    }

    private FloatTensor buffer(String name, int rows, int columns) {
        FloatTensor tensor = backend.floats(rows, columns);
        float[] before = new float[rows * columns];
        for (int i = 0; i < before.length; i++) {
            before[i] = name.equals("second moment") ? random.nextFloat() : (float) random.nextGaussian();
        }
        buffers.add(new Buffer(name, tensor, before, new float[before.length]));
        return tensor;
    }

    /// Runs everything, matrix products aside where told so, and returns what is in each buffer then: the arrays are
    /// the same ones every time.
    Map<String, float[]> run(boolean products) {
        for (Buffer b : buffers) {
            backend.upload(b.before(), b.before().length, b.tensor());
        }
        backend.copy(rows, x, copied);
        backend.addBias(rows, y, bias);
        if (products) {
            backend.multiply(rows, x, matrix, product, true);
            backend.multiplyBackwardInput(rows, y, matrix, dx, false);
            backend.multiplyBackwardWeight(rows, x, y, matrix);
            backend.multiply(rows, x, small, smallProduct, false);
            backend.multiply(rows, x, smallest, smallestProduct, false);
            backend.addOuter(rows, inner, outer, 0.5f, outerProduct, 0);
            backend.addOuterBackward(rows, y, 0, outer, 0.5f, inner);
        }
        backend.dropout(rows, x, 5, 0.25f, dropped, true);
        backend.gather(rows, index, small.weight(), gathered, true);
        backend.biasBackward(rows, y, bias);
        backend.gather(rows, index, table, gathered, true);
        backend.scatterAdd(rows, index, x, table);
        backend.layerNorm(rows, x, gain, bias, 1e-5f, normed, statistics);
        backend.layerNormBackward(rows, x, statistics, gain, bias, dNormed, dx, normed);
        backend.rmsNorm(rows, normed, gain, 1, 1e-5f, copied, statistics);
        backend.rmsNormBackward(rows, normed, statistics, gain, 1, dNormed, dx, copied);
        backend.add(rows, normed, copied);
        backend.scale(rows, 0.3f, copied);
        for (Nonlinearity f : Nonlinearity.values()) {
            backend.activate(f, rows, x, activated);
            backend.activateBackward(f, rows, activated, dActivated, dActivated, activated);
            backend.gate(f, rows, gates, activated);
            backend.gateBackward(f, rows, gates, dActivated, dGates, activated);
        }
        backend.normHeads(SHAPE, rows, raw, headGains, 1e-5f, qkv, headStatistics);
        backend.normHeadsBackward(SHAPE, rows, raw, headStatistics, headGains, dRaw);
        backend.rotate(rows, index, angles, qkv, 3, 8, 1);
        backend.attention(SHAPE, segments, qkv, attended, logSumExp);
        backend.remember(SHAPE, rows, places, qkv, cache);
        backend.attendRemembered(SHAPE, rows, begins, places, qkv, cache, recalled);
        backend.attentionBackward(SHAPE, segments, qkv, attended, logSumExp, attended, dQkv);
        backend.softCap(2, rows, logits);
        backend.logProbs(0, rows, targets, logits, logitLogs, scalars);
        backend.logProbsBackward(0, rows, targets, logits, 2, logitLogs, scalars);
        backend.adamW(weights, gradients, first, second, adam);
        backend.rmsProp(weights, gradients, second, rms);
        scalars[targets.targets] = backend.squaredNorm(gradients);

        Map<String, float[]> results = new LinkedHashMap<>();
        for (Buffer b : buffers) {
            backend.download(b.tensor(), b.after(), b.after().length);
            results.put(b.name(), b.after());
        }
        results.put("logProbs, squaredNorm", exactly(scalars));
        return results;
    }

    /// Each double as three floats that add up to it.
    private static float[] exactly(double[] values) {
        float[] parts = new float[3 * values.length];
        for (int i = 0; i < values.length; i++) {
            double rest = values[i];
            for (int p = 0; p < 3; p++) {
                parts[3 * i + p] = (float) rest;
                rest -= parts[3 * i + p];
            }
        }
        return parts;
    }
}
