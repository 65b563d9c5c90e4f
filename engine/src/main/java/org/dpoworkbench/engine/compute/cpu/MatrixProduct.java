package org.dpoworkbench.engine.compute.cpu;

import java.util.Optional;

/// A matrix product split over the pool's threads: on the tile unit where there is one and the product is large
/// enough, by vectors where they are used, else by OpenBLAS in strips of the longer side of the result.
final class MatrixProduct implements WorkPool.Work {
    /// Multiply-adds below which splitting costs more than it gives.
    private static final long WORTH_SPLITTING = 48L * 48 * 48;

    /// Strips begin at multiples of this, which suits the kernels of every core type.
    private static final int ALIGNMENT = 16;

    private final WorkPool pool;
    private final Optional<TileProduct> tiles;
    private final Optional<VectorProduct> vectors;

    private boolean transposeA;
    private boolean transposeB;
    private int m;
    private int n;
    private int k;
    private float alpha;
    private long a;
    private int lda;
    private long b;
    private int ldb;
    private float beta;
    private long c;
    private int ldc;
    private boolean byRows;
    private int strip;

    MatrixProduct(WorkPool pool, Optional<TileProduct> tiles, Optional<VectorProduct> vectors) {
        this.pool = pool;
        this.tiles = tiles;
        this.vectors = vectors;
    }

    /// C (m, n) = alpha · op(A) op(B), added to C where `add`; see [OpenBlas#sgemm].
    void run(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float alpha,
            long a,
            int lda,
            long b,
            int ldb,
            boolean add,
            long c,
            int ldc) {
        if (tiles.isPresent() && (transposeA ? TileProduct.paysOverRows(m, n, k) : TileProduct.pays(n, k))) {
            tiles.get().run(transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, add, c, ldc);
            return;
        }
        if (vectors.isPresent()) {
            vectors.get().run(transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, add, c, ldc);
            return;
        }
        this.transposeA = transposeA;
        this.transposeB = transposeB;
        this.m = m;
        this.n = n;
        this.k = k;
        this.alpha = alpha;
        this.a = a;
        this.lda = lda;
        this.b = b;
        this.ldb = ldb;
        this.beta = add ? 1 : 0;
        this.c = c;
        this.ldc = ldc;
        byRows = m >= n;
        int side = byRows ? m : n;
        int strips = (long) m * n * k < WORTH_SPLITTING ? 1 : pool.threads();
        strip = strips == 1 ? side : Math.ceilDiv(Math.ceilDiv(side, strips), ALIGNMENT) * ALIGNMENT;
        pool.run(this, Math.ceilDiv(side, strip), 1);
    }

    @Override
    public void run(int from, int to, int worker) {
        int side = byRows ? m : n;
        for (int s = from; s < to; s++) {
            int start = s * strip;
            int size = Math.min(strip, side - start);
            if (byRows) {
                long aStart = a + (transposeA ? start : (long) start * lda) * Float.BYTES;
                OpenBlas.sgemm(
                        transposeA,
                        transposeB,
                        size,
                        n,
                        k,
                        alpha,
                        aStart,
                        lda,
                        b,
                        ldb,
                        beta,
                        c + (long) start * ldc * Float.BYTES,
                        ldc);
            } else {
                long bStart = b + (transposeB ? (long) start * ldb : start) * Float.BYTES;
                OpenBlas.sgemm(
                        transposeA,
                        transposeB,
                        m,
                        size,
                        k,
                        alpha,
                        a,
                        lda,
                        bStart,
                        ldb,
                        beta,
                        c + (long) start * Float.BYTES,
                        ldc);
            }
        }
    }
}
