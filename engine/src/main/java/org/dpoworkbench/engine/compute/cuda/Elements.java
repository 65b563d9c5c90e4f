package org.dpoworkbench.engine.compute.cuda;

import org.dpoworkbench.engine.compute.IntTensor;

/// Operations element by element and on rows by number.
final class Elements {
    private final Kernel add;
    private final Kernel scale;
    private final Kernel addBias;
    private final Kernel softCap;
    private final Kernel dropout;
    private final Kernel rotate;
    private final Kernel gatherFloat;
    private final Kernel gatherBfloat16;
    private final Kernel scatterAdd;

    Elements(Kernels kernels) {
        Kernels.Source source = kernels.of("elements");
        add = source.kernel("addTo");
        scale = source.kernel("scaleBy");
        addBias = source.kernel("addBias");
        softCap = source.kernel("softCap");
        dropout = source.kernel("dropout");
        rotate = source.kernel("rotate");
        Kernels.Source rows = kernels.of("rows");
        gatherFloat = rows.kernel("gatherFloat");
        gatherBfloat16 = rows.kernel("gatherBf16");
        scatterAdd = rows.kernel("scatterAdd");
    }

    void add(long size, long source, long target) {
        add.arguments().add(size).add(source).add(target);
        add.overElements(size);
    }

    void scale(long size, float factor, long x) {
        scale.arguments().add(size).add(factor).add(x);
        scale.overElements(size);
    }

    void addBias(int rows, int columns, long bias, long y) {
        long size = (long) rows * columns;
        addBias.arguments().add(size).add(columns).add(bias).add(y);
        addBias.overElements(size);
    }

    void softCap(long size, float cap, long x) {
        softCap.arguments().add(size).add(cap).add(x);
        softCap.overElements(size);
    }

    void dropout(long size, long x, long key, float share, long out, boolean addition) {
        dropout.arguments().add(size).add(x).add(key).add(share).add(out).add(addition ? 1 : 0);
        dropout.overElements(size);
    }

    /// @param columns of x; `rotated` of each head's floats are turned
    void rotate(
            int rows,
            int columns,
            int heads,
            int headSize,
            int rotated,
            int direction,
            IntTensor positions,
            long angles,
            long x) {
        int half = rotated / 2;
        long pairs = (long) rows * heads * half;
        rotate.arguments()
                .add(pairs)
                .add(columns)
                .add(heads)
                .add(headSize)
                .add(half)
                .add((float) direction)
                .add(positions.address())
                .add(angles)
                .add(x);
        rotate.overElements(pairs);
    }

    void gather(int rows, int columns, IntTensor index, long table, boolean bfloat16, long out, boolean addition) {
        Kernel kernel = bfloat16 ? gatherBfloat16 : gatherFloat;
        long size = (long) rows * columns;
        kernel.arguments()
                .add(size)
                .add(columns)
                .add(index.address())
                .add(table)
                .add(out)
                .add(addition ? 1 : 0);
        kernel.overElements(size);
    }

    void scatterAdd(int rows, int columns, IntTensor index, long x, long table) {
        scatterAdd
                .arguments()
                .add(rows)
                .add(columns)
                .add(index.address())
                .add(x)
                .add(table);
        scatterAdd.blocks(rows, 1);
    }
}
