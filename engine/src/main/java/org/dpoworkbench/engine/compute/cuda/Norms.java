package org.dpoworkbench.engine.compute.cuda;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.HeadGains;
import org.dpoworkbench.engine.compute.Vector;

/// Normalisations of rows and heads, forward and back.
final class Norms {
    private final Kernel layer;
    private final Kernel layerBackward;
    private final Kernel rms;
    private final Kernel rmsBackward;
    private final Kernel heads;
    private final Kernel headsBackward;
    private final ColumnSums sums;

    Norms(Kernels kernels, ColumnSums sums) {
        Kernels.Source source = kernels.of("norms");
        layer = source.kernel("layerNorm");
        layerBackward = source.kernel("layerNormBackward");
        rms = source.kernel("rmsNorm");
        rmsBackward = source.kernel("rmsNormBackward");
        heads = source.kernel("normHeads");
        headsBackward = source.kernel("normHeadsBackward");
        this.sums = sums;
    }

    /// @param bias its address, or 0 where nothing is centred
    void run(
            int rows,
            FloatTensor x,
            Vector gain,
            float offset,
            long bias,
            float epsilon,
            FloatTensor out,
            FloatTensor statistics) {
        Kernel kernel = bias == 0 ? rms : layer;
        kernel.arguments()
                .add(rows)
                .add(x.columns())
                .add(x.address())
                .add(gain.weight().address())
                .add(offset)
                .add(bias)
                .add(epsilon)
                .add(out.address())
                .add(statistics.address());
        kernel.aWarpEach(rows);
    }

    /// The input's gradient and the output anew, and the gain's gradient where it has one.
    void runBackward(
            int rows,
            FloatTensor x,
            FloatTensor statistics,
            Vector gain,
            float offset,
            long bias,
            FloatTensor dOut,
            FloatTensor dx,
            FloatTensor out) {
        Kernel kernel = bias == 0 ? rmsBackward : layerBackward;
        kernel.arguments()
                .add(rows)
                .add(x.columns())
                .add(x.address())
                .add(statistics.address())
                .add(gain.weight().address())
                .add(offset)
                .add(bias)
                .add(dOut.address())
                .add(dx.address())
                .add(out.address());
        kernel.aWarpEach(rows);
        if (gain.trained()) {
            long gradient = gain.gradient().address();
            sums.addGains(rows, x.columns(), x.address(), statistics.address(), dOut.address(), gradient);
        }
    }

    void runHeads(
            AttentionShape shape,
            int rows,
            FloatTensor raw,
            HeadGains gains,
            float epsilon,
            FloatTensor qkv,
            FloatTensor statistics) {
        heads.arguments()
                .add(rows)
                .add(shape.heads())
                .add(shape.keyValueHeads())
                .add(shape.headSize())
                .add(raw.address())
                .add(gains.queries().weight().address())
                .add(gains.keys().weight().address())
                .add(gains.offset())
                .add(epsilon)
                .add(qkv.address())
                .add(statistics.address());
        heads.aWarpEach((long) rows * (shape.heads() + 2 * shape.keyValueHeads()));
    }

    /// The gains' gradients, which need dqkv as it is, then dqkv in place.
    void runHeadsBackward(
            AttentionShape shape,
            int rows,
            FloatTensor raw,
            FloatTensor statistics,
            HeadGains gains,
            FloatTensor dqkv) {
        if (gains.trained()) {
            sums.addHeadGains(shape, rows, raw.address(), statistics.address(), gains, dqkv.address());
        }
        headsBackward
                .arguments()
                .add(rows)
                .add(shape.heads())
                .add(shape.keyValueHeads())
                .add(shape.headSize())
                .add(raw.address())
                .add(statistics.address())
                .add(gains.queries().weight().address())
                .add(gains.keys().weight().address())
                .add(gains.offset())
                .add(dqkv.address());
        headsBackward.aWarpEach((long) rows * (shape.heads() + shape.keyValueHeads()));
    }
}
