package org.dpoworkbench.engine.compute;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// Every operation as plain loops over float64 numbers, straight from its contract: what other backends are compared
/// with.
public final class ControlBackend implements Backend {
    private final ControlMemory memory = new ControlMemory();
    private long allocated;

    @Override
    public String description() {
        return "control: plain loops in float64";
    }

    @Override
    public FloatTensor floats(long rows, int columns) {
        allocated += rows * columns * Float.BYTES;
        return memory.floats(rows, columns);
    }

    @Override
    public Bfloat16Tensor bfloat16s(long rows, int columns) {
        throw new UnsupportedOperationException("the numbers are float64");
    }

    @Override
    public void upload(float[] source, int count, Bfloat16Tensor target) {
        throw new UnsupportedOperationException("the numbers are float64");
    }

    @Override
    public FloatTensor floatsOnHost(long rows, int columns) {
        return floats(rows, columns);
    }

    @Override
    public Nf4Tensor nf4s(long rows, int columns) {
        throw new UnsupportedOperationException("the numbers are float64");
    }

    @Override
    public IntTensor ints(int size) {
        allocated += (long) size * Integer.BYTES;
        return memory.ints(size);
    }

    @Override
    public long allocatedBytes() {
        return allocated;
    }

    @Override
    public MemorySegment read(FloatTensor tensor) {
        throw new UnsupportedOperationException("the numbers are float64");
    }

    @Override
    public void write(MatrixWeight tensor, Consumer<MemorySegment> writer) {
        throw new UnsupportedOperationException("the numbers are float64");
    }

    double get(FloatTensor t, long row, int column) {
        return memory.get(t, row, column);
    }

    void set(FloatTensor t, long row, int column, double value) {
        memory.set(t, row, column, value);
    }

    @Override
    public void upload(int[] source, int count, IntTensor target) {
        for (int i = 0; i < count; i++) {
            memory.set(target, i, source[i]);
        }
    }

    @Override
    public void upload(float[] source, int count, FloatTensor target) {
        for (int i = 0; i < count; i++) {
            memory.set(target, i / target.columns(), i % target.columns(), source[i]);
        }
    }

    @Override
    public void download(FloatTensor source, float[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = (float) memory.get(source, i / source.columns(), i % source.columns());
        }
    }

    @Override
    public void fill(FloatTensor tensor, float value) {
        forEach((int) tensor.rows(), tensor, (r, c) -> memory.set(tensor, r, c, value));
    }

    @Override
    public void copy(int rows, FloatTensor source, FloatTensor target) {
        forEach(rows, target, (r, c) -> memory.set(target, r, c, memory.get(source, r, c)));
    }

    @Override
    public void add(int rows, FloatTensor source, FloatTensor target) {
        forEach(rows, target, (r, c) -> memory.add(target, r, c, memory.get(source, r, c)));
    }

    @Override
    public void scale(int rows, float factor, FloatTensor x) {
        forEach(rows, x, (r, c) -> memory.set(x, r, c, factor * memory.get(x, r, c)));
    }

    @Override
    public void multiply(int rows, FloatTensor x, Matrix w, FloatTensor y, boolean add) {
        forEach(rows, y, (r, o) -> {
            double sum = add ? memory.get(y, r, o) : 0;
            for (int i = 0; i < w.inputs(); i++) {
                sum += memory.get(x, r, i) * weight(w, i, o);
            }
            memory.set(y, r, o, sum);
        });
    }

    @Override
    public void multiplyBackwardInput(int rows, FloatTensor dy, Matrix w, FloatTensor dx, boolean add) {
        forEach(rows, dx, (r, i) -> {
            double sum = add ? memory.get(dx, r, i) : 0;
            for (int o = 0; o < w.outputs(); o++) {
                sum += memory.get(dy, r, o) * weight(w, i, o);
            }
            memory.set(dx, r, i, sum);
        });
    }

    @Override
    public void multiplyBackwardWeight(int rows, FloatTensor x, FloatTensor dy, Matrix w) {
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < w.inputs(); i++) {
                for (int o = 0; o < w.outputs(); o++) {
                    double product = memory.get(x, r, i) * memory.get(dy, r, o);
                    memory.add(w.gradient(), w.inputMajor() ? i : o, w.inputMajor() ? o : i, product);
                }
            }
        }
    }

    private double weight(Matrix w, int input, int output) {
        FloatTensor weight = (FloatTensor) w.weight();
        return w.inputMajor() ? memory.get(weight, input, output) : memory.get(weight, output, input);
    }

    @Override
    public void addBias(int rows, FloatTensor y, Vector bias) {
        forEach(rows, y, (r, c) -> memory.add(y, r, c, memory.get(bias.weight(), 0, c)));
    }

    @Override
    public void biasBackward(int rows, FloatTensor dy, Vector bias) {
        forEach(rows, dy, (r, c) -> memory.add(bias.gradient(), 0, c, memory.get(dy, r, c)));
    }

    @Override
    public void gather(int rows, IntTensor index, MatrixWeight table, FloatTensor out, boolean add) {
        forEach(
                rows,
                out,
                (r, c) -> memory.set(
                        out,
                        r,
                        c,
                        (add ? memory.get(out, r, c) : 0) + memory.get((FloatTensor) table, memory.get(index, r), c)));
    }

    @Override
    public void scatterAdd(int rows, IntTensor index, FloatTensor x, FloatTensor table) {
        forEach(rows, x, (r, c) -> memory.add(table, memory.get(index, r), c, memory.get(x, r, c)));
    }

    @Override
    public void addOuter(int rows, FloatTensor inner, Matrix outer, float scale, FloatTensor y, int first) {
        for (int r = 0; r < rows; r++) {
            for (int o = 0; o < outer.outputs(); o++) {
                double sum = 0;
                for (int i = 0; i < outer.inputs(); i++) {
                    sum += memory.get(inner, r, i) * weight(outer, i, o);
                }
                memory.add(y, r, first + o, scale * sum);
            }
        }
    }

    @Override
    public void addOuterBackward(int rows, FloatTensor dy, int first, Matrix outer, float scale, FloatTensor inner) {
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < outer.inputs(); i++) {
                double sum = 0;
                for (int o = 0; o < outer.outputs(); o++) {
                    double d = scale * memory.get(dy, r, first + o);
                    memory.add(outer.gradient(), o, i, d * memory.get(inner, r, i));
                    sum += d * weight(outer, i, o);
                }
                memory.set(inner, r, i, sum);
            }
        }
    }

    @Override
    public void dropout(int rows, FloatTensor x, long key, float share, FloatTensor out, boolean add) {
        forEach(rows, out, (r, c) -> {
            boolean kept = CounterRandom.uniform(key, (long) r * out.columns() + c) >= share;
            double value = kept ? memory.get(x, r, c) / (1.0 - share) : 0;
            memory.set(out, r, c, (add ? memory.get(out, r, c) : 0) + value);
        });
    }

    @Override
    public void layerNorm(
            int rows, FloatTensor x, Vector gain, Vector bias, float epsilon, FloatTensor out, FloatTensor statistics) {
        ControlNorm norm = new ControlNorm(memory, x, true);
        for (int r = 0; r < rows; r++) {
            norm.statistics(r, epsilon, statistics);
        }
        layerNormOutput(rows, norm, statistics, gain, bias, out);
    }

    private void layerNormOutput(
            int rows, ControlNorm norm, FloatTensor statistics, Vector gain, Vector bias, FloatTensor out) {
        forEach(
                rows,
                out,
                (r, c) -> memory.set(
                        out,
                        r,
                        c,
                        norm.normalised(r, c, statistics) * memory.get(gain.weight(), 0, c)
                                + memory.get(bias.weight(), 0, c)));
    }

    @Override
    public void layerNormBackward(
            int rows,
            FloatTensor x,
            FloatTensor statistics,
            Vector gain,
            Vector bias,
            FloatTensor dOut,
            FloatTensor dx,
            FloatTensor out) {
        ControlNorm norm = new ControlNorm(memory, x, true);
        normBackward(rows, norm, statistics, gain, 0, dOut, dx);
        if (bias.trained()) {
            biasBackward(rows, dOut, bias);
        }
        layerNormOutput(rows, norm, statistics, gain, bias, out);
    }

    @Override
    public void rmsNorm(
            int rows,
            FloatTensor x,
            Vector gain,
            float offset,
            float epsilon,
            FloatTensor out,
            FloatTensor statistics) {
        ControlNorm norm = new ControlNorm(memory, x, false);
        for (int r = 0; r < rows; r++) {
            norm.statistics(r, epsilon, statistics);
        }
        rmsNormOutput(rows, norm, statistics, gain, offset, out);
    }

    private void rmsNormOutput(
            int rows, ControlNorm norm, FloatTensor statistics, Vector gain, float offset, FloatTensor out) {
        forEach(
                rows,
                out,
                (r, c) -> memory.set(
                        out, r, c, norm.normalised(r, c, statistics) * (offset + memory.get(gain.weight(), 0, c))));
    }

    @Override
    public void rmsNormBackward(
            int rows,
            FloatTensor x,
            FloatTensor statistics,
            Vector gain,
            float offset,
            FloatTensor dOut,
            FloatTensor dx,
            FloatTensor out) {
        ControlNorm norm = new ControlNorm(memory, x, false);
        normBackward(rows, norm, statistics, gain, offset, dOut, dx);
        rmsNormOutput(rows, norm, statistics, gain, offset, out);
    }

    private void normBackward(
            int rows,
            ControlNorm norm,
            FloatTensor statistics,
            Vector gain,
            float offset,
            FloatTensor dOut,
            FloatTensor dx) {
        for (int r = 0; r < rows; r++) {
            norm.backwardInput(r, statistics, gain, offset, dOut, dx);
        }
        if (!gain.trained()) {
            return;
        }
        forEach(
                rows,
                dOut,
                (r, c) ->
                        memory.add(gain.gradient(), 0, c, memory.get(dOut, r, c) * norm.normalised(r, c, statistics)));
    }

    @Override
    public void normHeads(
            AttentionShape shape,
            int rows,
            FloatTensor raw,
            HeadGains gains,
            float epsilon,
            FloatTensor qkv,
            FloatTensor statistics) {
        new ControlHeadNorm(memory, shape, raw, gains).forward(rows, epsilon, qkv, statistics);
    }

    @Override
    public void normHeadsBackward(
            AttentionShape shape,
            int rows,
            FloatTensor raw,
            FloatTensor statistics,
            HeadGains gains,
            FloatTensor dqkv) {
        new ControlHeadNorm(memory, shape, raw, gains).backward(rows, statistics, dqkv);
    }

    @Override
    public void rotate(
            int rows, IntTensor positions, FloatTensor angles, FloatTensor x, int heads, int headSize, int direction) {
        int half = angles.columns() / 2;
        for (int r = 0; r < rows; r++) {
            int position = memory.get(positions, r);
            for (int h = 0; h < heads; h++) {
                for (int i = 0; i < half; i++) {
                    double cos = memory.get(angles, position, i);
                    double sin = direction * memory.get(angles, position, half + i);
                    double a = memory.get(x, r, h * headSize + i);
                    double b = memory.get(x, r, h * headSize + half + i);
                    memory.set(x, r, h * headSize + i, a * cos - b * sin);
                    memory.set(x, r, h * headSize + half + i, b * cos + a * sin);
                }
            }
        }
    }

    @Override
    public void attention(
            AttentionShape shape, Segments segments, FloatTensor qkv, FloatTensor out, FloatTensor logSumExp) {
        new ControlAttention(memory, shape, qkv).forward(segments, out, logSumExp);
    }

    @Override
    public void attentionBackward(
            AttentionShape shape,
            Segments segments,
            FloatTensor qkv,
            FloatTensor out,
            FloatTensor logSumExp,
            FloatTensor dOut,
            FloatTensor dqkv) {
        new ControlAttention(memory, shape, qkv).backward(segments, dOut, dqkv);
    }

    @Override
    public void remember(AttentionShape shape, int rows, IntTensor place, FloatTensor qkv, FloatTensor cache) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < shape.cacheWidth(); c++) {
                memory.set(cache, memory.get(place, r), c, memory.get(qkv, r, shape.keyOffset() + c));
            }
        }
    }

    @Override
    public void attendRemembered(
            AttentionShape shape,
            int rows,
            IntTensor first,
            IntTensor last,
            FloatTensor qkv,
            FloatTensor cache,
            FloatTensor out) {
        for (int r = 0; r < rows; r++) {
            for (int h = 0; h < shape.heads(); h++) {
                int end = memory.get(last, r);
                int begin = Math.max(memory.get(first, r), end - shape.window() + 1);
                attendRemembered(shape, r, h, begin, end, qkv, cache, out);
            }
        }
    }

    private void attendRemembered(
            AttentionShape shape,
            int row,
            int head,
            int first,
            int last,
            FloatTensor qkv,
            FloatTensor cache,
            FloatTensor out) {
        int keys = head / shape.queriesPerKey() * shape.headSize();
        int values = (shape.keyValueHeads() + head / shape.queriesPerKey()) * shape.headSize();
        double[] weight = new double[last - first + 1];
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = first; j <= last; j++) {
            double score = 0;
            for (int i = 0; i < shape.headSize(); i++) {
                score += memory.get(qkv, row, head * shape.headSize() + i) * memory.get(cache, j, keys + i);
            }
            weight[j - first] = ControlAttention.capped(shape, shape.scale() * score);
            largest = Math.max(largest, weight[j - first]);
        }
        double sum = 0;
        for (int j = 0; j < weight.length; j++) {
            weight[j] = Math.exp(weight[j] - largest);
            sum += weight[j];
        }
        for (int i = 0; i < shape.headSize(); i++) {
            double value = 0;
            for (int j = first; j <= last; j++) {
                value += weight[j - first] / sum * memory.get(cache, j, values + i);
            }
            memory.set(out, row, head * shape.headSize() + i, value);
        }
    }

    @Override
    public void activate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        forEach(rows, out, (r, c) -> memory.set(out, r, c, ControlFunctions.value(f, memory.get(x, r, c))));
    }

    @Override
    public void activateBackward(
            Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        forEach(rows, out, (r, c) -> {
            double v = memory.get(x, r, c);
            memory.set(dx, r, c, ControlFunctions.slope(f, v) * memory.get(dOut, r, c));
            memory.set(out, r, c, ControlFunctions.value(f, v));
        });
    }

    @Override
    public void gate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        forEach(
                rows,
                out,
                (r, c) -> memory.set(
                        out,
                        r,
                        c,
                        ControlFunctions.value(f, memory.get(x, r, c)) * memory.get(x, r, out.columns() + c)));
    }

    @Override
    public void gateBackward(
            Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        forEach(rows, out, (r, c) -> {
            double gate = memory.get(x, r, c);
            double up = memory.get(x, r, out.columns() + c);
            double d = memory.get(dOut, r, c);
            memory.set(dx, r, c, d * up * ControlFunctions.slope(f, gate));
            memory.set(dx, r, out.columns() + c, d * ControlFunctions.value(f, gate));
            memory.set(out, r, c, ControlFunctions.value(f, gate) * up);
        });
    }

    @Override
    public void softCap(float cap, int rows, FloatTensor x) {
        forEach(rows, x, (r, c) -> memory.set(x, r, c, cap * Math.tanh(memory.get(x, r, c) / cap)));
    }

    @Override
    public void logProbs(
            int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] logProbs) {
        for (int i = 0; i < rows; i++) {
            double[] row = new double[logits.columns()];
            for (int c = 0; c < row.length; c++) {
                row[c] = memory.get(logits, i, c);
            }
            double log = ControlAttention.logSumExp(row);
            memory.set(logSumExp, from + i, 0, log);
            for (int t = targets.first[from + i]; t < targets.first[from + i + 1]; t++) {
                logProbs[t] = row[targets.token[t]] - log;
            }
        }
    }

    @Override
    public void logSumSquares(
            int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] out) {
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int c = 0; c < logits.columns(); c++) {
                sum += Math.exp(2 * (memory.get(logits, i, c) - memory.get(logSumExp, from + i, 0)));
            }
            for (int t = targets.first[from + i]; t < targets.first[from + i + 1]; t++) {
                out[t] = Math.log(sum);
            }
        }
    }

    @Override
    public void logProbsBackward(
            int from,
            int rows,
            Targets targets,
            FloatTensor logits,
            float cap,
            FloatTensor logSumExp,
            double[] gradient) {
        forEach(rows, logits, (i, c) -> {
            double tanh = cap == 0 ? 0 : memory.get(logits, i, c) / cap;
            double probability = Math.exp(memory.get(logits, i, c) - memory.get(logSumExp, from + i, 0));
            double sum = 0;
            for (int t = targets.first[from + i]; t < targets.first[from + i + 1]; t++) {
                sum += gradient[t] * ((targets.token[t] == c ? 1 : 0) - probability);
            }
            memory.set(logits, i, c, sum * (1 - tanh * tanh));
        });
    }

    @Override
    public double squaredNorm(FloatTensor x) {
        double[] sum = new double[1];
        forEach((int) x.rows(), x, (r, c) -> sum[0] += memory.get(x, r, c) * memory.get(x, r, c));
        return sum[0];
    }

    @Override
    public void adamW(FloatTensor w, FloatTensor g, FloatTensor m, FloatTensor v, AdamWStep s) {
        forEach((int) w.rows(), w, (r, c) -> {
            double gradient = s.gradientScale * memory.get(g, r, c);
            double decayed = memory.get(w, r, c) * (1 - s.learningRate * s.weightDecay);
            double first = s.beta1 * memory.get(m, r, c) + (1 - s.beta1) * gradient;
            double second = s.beta2 * memory.get(v, r, c) + (1 - s.beta2) * gradient * gradient;
            double firstUnbiased = first / (1 - Math.pow(s.beta1, s.step));
            double secondUnbiased = second / (1 - Math.pow(s.beta2, s.step));
            memory.set(m, r, c, first);
            memory.set(v, r, c, second);
            memory.set(w, r, c, decayed - s.learningRate * firstUnbiased / (Math.sqrt(secondUnbiased) + s.epsilon));
        });
    }

    @Override
    public void adamW(FloatTensor w, FloatTensor g, EightBitTensor m, EightBitTensor v, AdamWStep s) {
        throw new UnsupportedOperationException("rounding is held against its rule, not against float64");
    }

    @Override
    public void rmsProp(FloatTensor w, FloatTensor g, FloatTensor v, RmsPropStep s) {
        forEach((int) w.rows(), w, (r, c) -> {
            double gradient = s.gradientScale * memory.get(g, r, c) + s.weightDecay * memory.get(w, r, c);
            double second = s.alpha * memory.get(v, r, c) + (1 - s.alpha) * gradient * gradient;
            memory.set(v, r, c, second);
            memory.add(w, r, c, -s.learningRate * gradient / (Math.sqrt(second) + s.epsilon));
        });
    }

    private interface Cell {
        void at(int row, int column);
    }

    private static void forEach(int rows, FloatTensor shape, Cell cell) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < shape.columns(); c++) {
                cell.at(r, c);
            }
        }
    }

    @Override
    public void close() {}
}
