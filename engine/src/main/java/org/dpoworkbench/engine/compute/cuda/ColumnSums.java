package org.dpoworkbench.engine.compute.cuda;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.HeadGains;

/// Gradients of biases and gains: sums of columns over all rows, added in an order that nothing changes.
final class ColumnSums {
    /// Rows and columns of a block, as the kernels have them.
    private static final int ROWS = 128;
    private static final int COLUMNS = 32;

    private final Workspace workspace;
    private final Kernel columns;
    private final Kernel gains;
    private final Kernel headGains;
    private final Kernel total;

    ColumnSums(Kernels kernels, Workspace workspace) {
        Kernels.Source source = kernels.of("rows");
        this.workspace = workspace;
        columns = source.kernel("columnSums");
        gains = source.kernel("gainSums");
        headGains = source.kernel("headGainSums");
        total = source.kernel("addColumnSums");
    }

    /// Adds x's column sums to the target.
    void add(int rows, int width, long x, long target) {
        long partial = partial(rows, width);
        columns.arguments().add(rows).add(width).add(x).add(partial);
        finish(columns, rows, width, partial, target);
    }

    /// Adds those of dOut times the normalised x.
    void addGains(int rows, int width, long x, long statistics, long dOut, long target) {
        long partial = partial(rows, width);
        gains.arguments().add(rows).add(width).add(x).add(statistics).add(dOut).add(partial);
        finish(gains, rows, width, partial, target);
    }

    /// Adds those of query and key heads.
    void addHeadGains(AttentionShape shape, int rows, long raw, long statistics, HeadGains gains, long dqkv) {
        addHeadGains(
                shape,
                rows,
                0,
                shape.heads(),
                raw,
                statistics,
                dqkv,
                gains.queries().gradient().address());
        int keys = shape.keyValueHeads();
        addHeadGains(
                shape,
                rows,
                shape.heads(),
                keys,
                raw,
                statistics,
                dqkv,
                gains.keys().gradient().address());
    }

    private void addHeadGains(
            AttentionShape shape, int rows, int first, int heads, long raw, long statistics, long dqkv, long target) {
        int all = Math.multiplyExact(rows, heads);
        long partial = partial(all, shape.headSize());
        headGains
                .arguments()
                .add(all)
                .add(heads)
                .add(first)
                .add(shape.headSize())
                .add(shape.rowWidth())
                .add(shape.heads() + shape.keyValueHeads())
                .add(raw)
                .add(statistics)
                .add(dqkv)
                .add(partial);
        finish(headGains, all, shape.headSize(), partial, target);
    }

    private long partial(int rows, int width) {
        return workspace.reserve((long) Math.ceilDiv(rows, ROWS) * width * Float.BYTES);
    }

    private void finish(Kernel first, int rows, int width, long partial, long target) {
        int parts = Math.ceilDiv(rows, ROWS);
        first.blocks(Math.ceilDiv(width, COLUMNS), parts);
        total.arguments().add(parts).add(width).add(partial).add(target);
        total.blocks(parts == 0 ? 0 : Math.ceilDiv(width, 256), 1);
    }
}
