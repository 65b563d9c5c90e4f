package org.dpoworkbench.engine.compute;

/// What must hold of an operation's arguments before it may touch memory, an operation of [Backend] at a time:
/// what one backend refuses, all do. Backends write by address, so a call that does not fit must never reach a
/// kernel.
public final class Fit {
    private Fit() {}

    /// A tensor's extents.
    public static void tensor(long rows, int columns) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("a tensor of " + rows + " × " + columns);
        }
    }

    /// Elements that are copied from the host or to it.
    public static void transfer(long source, long target, int count) {
        count("the source", source, count);
        count("the target", target, count);
    }

    /// Rows that are copied or added element by element.
    public static void elements(int rows, FloatTensor source, FloatTensor target) {
        rows("the target", target, rows);
        shape("the source", source, rows, target.columns());
    }

    public static void weightGradient(int rows, FloatTensor x, Matrix w, FloatTensor dy) {
        linear(rows, x, w, dy);
        gradient(w);
    }

    public static void outerBackward(int rows, FloatTensor inner, Matrix outer, FloatTensor dy, int first) {
        outer(rows, inner, outer, dy, first);
        gradient(outer);
    }

    public static void dropout(int rows, FloatTensor x, float share, FloatTensor out) {
        activation(rows, x, out);
        share(share);
    }

    public static void bias(int rows, FloatTensor y, Vector bias) {
        rows("y", y, rows);
        weight("the bias", bias, y.columns());
    }

    public static void biasBackward(int rows, FloatTensor dy, Vector bias) {
        rows("dy", dy, rows);
        gradient("the bias", bias, dy.columns());
    }

    public static void layerNorm(
            int rows, FloatTensor x, FloatTensor statistics, Vector gain, Vector bias, FloatTensor out) {
        rmsNorm(rows, x, statistics, gain, out);
        weight("the bias", bias, x.columns());
    }

    public static void layerNormBackward(
            int rows,
            FloatTensor x,
            FloatTensor statistics,
            Vector gain,
            Vector bias,
            FloatTensor dOut,
            FloatTensor dx,
            FloatTensor out) {
        rmsNormBackward(rows, x, statistics, gain, dOut, dx, out);
        norm(gain, bias, x.columns());
    }

    public static void rmsNormBackward(
            int rows,
            FloatTensor x,
            FloatTensor statistics,
            Vector gain,
            FloatTensor dOut,
            FloatTensor dx,
            FloatTensor out) {
        rmsNorm(rows, x, statistics, gain, out);
        normBackward(rows, gain, dOut, dx);
    }

    public static void headNormBackward(
            AttentionShape shape,
            int rows,
            FloatTensor raw,
            HeadGains gains,
            FloatTensor dqkv,
            FloatTensor statistics) {
        headNorm(shape, rows, raw, gains, dqkv, statistics);
        if (gains.trained()) {
            gradient("the queries' gain", gains.queries(), shape.headSize());
            gradient("the keys' gain", gains.keys(), shape.headSize());
        }
    }

    public static void attentionBackward(
            AttentionShape shape,
            Segments segments,
            FloatTensor qkv,
            FloatTensor out,
            FloatTensor logSumExp,
            FloatTensor dOut,
            FloatTensor dqkv) {
        attention(shape, segments, qkv, out, logSumExp);
        attention(shape, segments, dqkv, dOut, logSumExp);
    }

    public static void remembered(AttentionShape shape, int rows, FloatTensor qkv, FloatTensor cache, FloatTensor out) {
        cached(shape, rows, qkv, cache);
        shape("attention's output", out, rows, shape.outputWidth());
    }

    public static void activation(int rows, FloatTensor x, FloatTensor out) {
        rows("x", x, rows);
        shape("out", out, rows, x.columns());
    }

    public static void activationBackward(int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        activation(rows, x, out);
        shape("dOut", dOut, rows, x.columns());
        shape("dx", dx, rows, x.columns());
    }

    public static void gate(int rows, FloatTensor x, FloatTensor out) {
        rows("out", out, rows);
        shape("x", x, rows, 2 * out.columns());
    }

    public static void gateBackward(int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        gate(rows, x, out);
        shape("dOut", dOut, rows, out.columns());
        shape("dx", dx, rows, 2 * out.columns());
    }

    public static void softCap(float cap, int rows, FloatTensor x) {
        rows("x", x, rows);
        cap(cap, false);
    }

    public static void logProbsBackward(
            int from, int rows, Targets targets, FloatTensor logits, float cap, FloatTensor logSumExp, int gradients) {
        logProbs(from, rows, targets, logits, logSumExp, gradients);
        cap(cap, true);
    }

    public static void adamW(FloatTensor w, FloatTensor g, FloatTensor m, FloatTensor v) {
        size("the gradient", g, w.size());
        size("the first moment", m, w.size());
        size("the second moment", v, w.size());
    }

    public static void adamW(FloatTensor w, FloatTensor g, EightBitTensor m, EightBitTensor v) {
        size("the gradient", g, w.size());
        if (m.size() != w.size() || v.size() != w.size()) {
            throw new IllegalArgumentException(
                    "moments of " + m.size() + " and " + v.size() + " numbers for " + w.size());
        }
    }

    public static void rmsProp(FloatTensor w, FloatTensor g, FloatTensor v) {
        size("the gradient", g, w.size());
        size("the mean square", v, w.size());
    }

    /// `t` has `rows` rows to use.
    public static void rows(String name, FloatTensor t, int rows) {
        if (rows < 0 || rows > t.rows()) {
            throw new IllegalArgumentException(rows + " rows of " + name + " " + shape(t));
        }
    }

    /// `t` has `rows` rows to use, of exactly `columns` floats.
    public static void shape(String name, FloatTensor t, int rows, int columns) {
        rows(name, t, rows);
        if (t.columns() != columns) {
            throw new IllegalArgumentException(name + " " + shape(t) + " must have " + columns + " columns");
        }
    }

    /// `t` holds exactly `size` floats.
    private static void size(String name, FloatTensor t, long size) {
        if (t.size() != size) {
            throw new IllegalArgumentException(name + " " + shape(t) + " must hold " + size + " floats");
        }
    }

    /// The first `count` of `size` elements exist.
    public static void count(String name, long size, int count) {
        if (count < 0 || count > size) {
            throw new IllegalArgumentException(count + " elements of " + name + ", which has " + size);
        }
    }

    /// Rows of a table that are gathered.
    public static void gather(int rows, MatrixWeight table, FloatTensor out) {
        if (table instanceof Nf4Tensor) {
            throw new IllegalArgumentException("a table in NF4");
        }
        shape("out", out, rows, table.columns());
    }

    /// `value`, the one at `place`, is from 0 to `bound`, exclusive.
    public static void index(String name, int place, int value, long bound) {
        if (value < 0 || value >= bound) {
            throw new IllegalArgumentException(name + " " + place + " is " + value + ", not from 0 to " + (bound - 1));
        }
    }

    /// The weight of a bias or gain.
    private static void weight(String name, Vector v, int width) {
        shape(name, v.weight(), 1, width);
    }

    /// The gradient of a bias or gain.
    private static void gradient(String name, Vector v, int width) {
        shape("the gradient of " + name, v.gradient(), 1, width);
    }

    /// Inputs and outputs of a linear map.
    public static void linear(int rows, FloatTensor inputs, Matrix w, FloatTensor outputs) {
        shape("a linear map's input", inputs, rows, w.inputs());
        shape("a linear map's output", outputs, rows, w.outputs());
    }

    /// The gradient has the weight's shape.
    private static void gradient(Matrix w) {
        FloatTensor gradient = w.gradient();
        if (gradient.rows() != w.weight().rows()) {
            throw new IllegalArgumentException("the gradient " + shape(gradient) + " of a weight " + shape(w.weight()));
        }
        shape("a weight's gradient", gradient, (int) gradient.rows(), w.weight().columns());
    }

    /// A low-rank product and the columns of y that it goes to.
    public static void outer(int rows, FloatTensor inner, Matrix outer, FloatTensor y, int first) {
        shape("a low-rank product", inner, rows, outer.inputs());
        rows("y", y, rows);
        if (outer.inputMajor() || !(outer.weight() instanceof FloatTensor)) {
            throw new IllegalArgumentException("an adapter's outer matrix is float32, a row an output");
        }
        if (first < 0 || first > y.columns() - outer.outputs()) {
            throw new IllegalArgumentException(
                    "columns " + first + " to " + (first + (long) outer.outputs()) + " of y " + shape(y));
        }
    }

    /// A share that leaves something.
    private static void share(float share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("a share of " + share + " to leave out");
        }
    }

    /// A normalisation's buffers.
    public static void rmsNorm(int rows, FloatTensor x, FloatTensor statistics, Vector gain, FloatTensor out) {
        rows("x", x, rows);
        shape("out", out, rows, x.columns());
        shape("the statistics", statistics, rows, 2);
        weight("the gain", gain, x.columns());
    }

    /// Its gradients' buffers.
    private static void normBackward(int rows, Vector gain, FloatTensor dOut, FloatTensor dx) {
        int width = gain.weight().columns();
        shape("dOut", dOut, rows, width);
        shape("dx", dx, rows, width);
        if (gain.trained()) {
            gradient("the gain", gain, width);
        }
    }

    /// A gain and a bias are trained both or neither.
    private static void norm(Vector gain, Vector bias, int width) {
        weight("the bias", bias, width);
        if (gain.trained() != bias.trained()) {
            throw new IllegalArgumentException("a norm's gain and bias are trained both or neither");
        }
        if (bias.trained()) {
            gradient("the bias", bias, width);
        }
    }

    /// A normalisation of heads.
    public static void headNorm(
            AttentionShape shape, int rows, FloatTensor raw, HeadGains gains, FloatTensor qkv, FloatTensor statistics) {
        shape("raw queries, keys and values", raw, rows, shape.rowWidth());
        shape("queries, keys and values", qkv, rows, shape.rowWidth());
        shape("the statistics", statistics, rows, shape.heads() + shape.keyValueHeads());
        weight("the queries' gain", gains.queries(), shape.headSize());
        weight("the keys' gain", gains.keys(), shape.headSize());
    }

    /// A cap that there must be, or, where 0 is allowed, may be.
    private static void cap(float cap, boolean zero) {
        if (!(zero ? cap >= 0 : cap > 0) || Float.isInfinite(cap)) {
            throw new IllegalArgumentException("a cap of " + cap);
        }
    }

    /// Heads, the first dimensions of which are pairs of halves, and angles for them.
    public static void rotation(int rows, FloatTensor angles, FloatTensor x, int heads, int headSize) {
        rows("x", x, rows);
        int rotated = angles.columns();
        if (rotated % 2 != 0 || rotated > headSize || heads < 0 || heads > x.columns() / headSize) {
            throw new IllegalArgumentException(rotated + " floats to rotate of " + heads + " heads of " + headSize
                    + " floats in rows of " + x.columns());
        }
    }

    /// The chunk's logit rows, their targets' tokens, and where results go.
    ///
    /// @param results log-probs or gradients that fit
    public static void logProbs(
            int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, int results) {
        rows("logits", logits, rows);
        count("a list of results", results, targets.targets);
        if (from < 0 || from > targets.rows - rows || from > logSumExp.size() - rows) {
            throw new IllegalArgumentException("logit rows " + from + " to " + (from + (long) rows) + " of "
                    + targets.rows + ", with room for " + logSumExp.size());
        }
        for (int t = targets.first[from]; t < targets.first[from + rows]; t++) {
            index("token", t, targets.token[t], logits.columns());
        }
    }

    /// Attention's buffers, and segments that lie inside them.
    public static void attention(
            AttentionShape shape, Segments segments, FloatTensor qkv, FloatTensor out, FloatTensor logSumExp) {
        segments.check();
        int rows = segments.rows();
        shape("queries, keys and values", qkv, rows, shape.rowWidth());
        shape("attention's output", out, rows, shape.outputWidth());
        if (logSumExp.rows() != shape.heads() || logSumExp.columns() < rows) {
            throw new IllegalArgumentException(
                    "the log-sum-exp " + shape(logSumExp) + " of " + shape.heads() + " heads and " + rows + " rows");
        }
    }

    /// Rows of queries, keys and values, and a cache for the latter two.
    public static void cached(AttentionShape shape, int rows, FloatTensor qkv, FloatTensor cache) {
        shape("queries, keys and values", qkv, rows, shape.rowWidth());
        shape("the cache", cache, (int) cache.rows(), shape.cacheWidth());
    }

    private static String shape(MatrixWeight t) {
        return "(" + t.rows() + ", " + t.columns() + ")";
    }
}
