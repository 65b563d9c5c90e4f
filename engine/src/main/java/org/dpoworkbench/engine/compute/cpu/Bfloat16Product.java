package org.dpoworkbench.engine.compute.cpu;

import java.lang.foreign.Arena;
import java.util.Optional;

/// A matrix product whose right side is bfloat16, on the tile unit where there is one and the product is large
/// enough, or by vectors where they are used. Else tiles of it are widened into a buffer of each worker's own,
/// small enough to stay in its cache, and multiplied there as float32.
final class Bfloat16Product implements WorkPool.Work {
    /// Columns of the result that a tile makes.
    private static final int TILE = 128;

    /// Summands of a tile; longer sums are made of several tiles, in order.
    private static final int DEPTH = 1024;

    private static final int ALIGNMENT = 16;

    private final WorkPool pool;
    private final Arena arena;
    private final Optional<TileProduct> tileProduct;
    private final Optional<VectorProduct> vectorProduct;
    private final long[] tiles;

    private boolean transposeB;
    private int m;
    private int n;
    private int k;
    private long a;
    private int lda;
    private long b;
    private int ldb;
    private boolean add;
    private long c;
    private int ldc;
    private int width;

    Bfloat16Product(
            WorkPool pool, Arena arena, Optional<TileProduct> tileProduct, Optional<VectorProduct> vectorProduct) {
        this.pool = pool;
        this.arena = arena;
        this.tileProduct = tileProduct;
        this.vectorProduct = vectorProduct;
        tiles = new long[pool.threads()];
    }

    /// Makes the workers' buffers, where there are none yet.
    void reserve() {
        for (int w = 0; w < tiles.length && tiles[w] == 0; w++) {
            tiles[w] = arena.allocate((long) TILE * DEPTH * Float.BYTES, 64).address();
        }
    }

    /// C (m, n) = A (m, k) · op(B) (k, n), added to C where `add`; `lda`, `ldb`, `ldc` are numbers from row to row.
    void run(boolean transposeB, int m, int n, int k, long a, int lda, long b, int ldb, boolean add, long c, int ldc) {
        if (tileProduct.isPresent() && TileProduct.pays(n, k)) {
            tileProduct.get().run(transposeB, m, n, k, a, lda, b, ldb, add, c, ldc);
            return;
        }
        if (vectorProduct.isPresent()) {
            vectorProduct.get().run(transposeB, m, n, k, a, lda, b, ldb, add, c, ldc);
            return;
        }
        this.transposeB = transposeB;
        this.m = m;
        this.n = n;
        this.k = k;
        this.a = a;
        this.lda = lda;
        this.b = b;
        this.ldb = ldb;
        this.add = add;
        this.c = c;
        this.ldc = ldc;
        width = Math.min(TILE, Math.ceilDiv(Math.ceilDiv(n, pool.threads()), ALIGNMENT) * ALIGNMENT);
        pool.run(this, Math.ceilDiv(n, width), 1);
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int t = from; t < to; t++) {
            int first = t * width;
            int columns = Math.min(width, n - first);
            for (int done = 0; done < k; done += DEPTH) {
                int depth = Math.min(DEPTH, k - done);
                widen(first, columns, done, depth, tiles[worker]);
                OpenBlas.sgemm(
                        false,
                        transposeB,
                        m,
                        columns,
                        depth,
                        1,
                        a + (long) done * Float.BYTES,
                        lda,
                        tiles[worker],
                        transposeB ? depth : columns,
                        add || done > 0 ? 1 : 0,
                        c + (long) first * Float.BYTES,
                        ldc);
            }
        }
    }

    private void widen(int first, int columns, int done, int depth, long tile) {
        int rows = transposeB ? columns : depth;
        int length = transposeB ? depth : columns;
        long corner = transposeB ? (long) first * ldb + done : (long) done * ldb + first;
        for (int r = 0; r < rows; r++) {
            Bfloat16.widen(b + (corner + (long) r * ldb) * Short.BYTES, tile + (long) r * length * Float.BYTES, length);
        }
    }
}
